using Vod.Media.Engine;
using Vod.Media.Tests.Mp4;
using static Vod.Media.Tests.Mp4.Boxes;

namespace Vod.Media.Host.Tests.Engine;

/// <summary>Five hundred viewers of one film: the film is there once, and a viewer costs the same whatever its length.</summary>
[Collection(nameof(ManyViewersTests))]
public sealed class ManyViewersTests : IDisposable
{
    private const int Viewers = 500;
    private const int PicturesPerSecond = 25;

    // Of managed memory, before the first packet. Half of it is the history for retransmissions, which has room for 2048 packets; then there are the first blocks of the film.
    private const double MostBytesPerViewer = 512 * 1024;

    // They are read while the browser still thinks about the answer.
    private const int ReadsPerViewer = 3;

    // The one that all viewers read through.
    private const int HandlesPerFilm = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _reads = new(0);

    [Fact]
    public async Task A_viewer_costs_the_same_whatever_the_length_of_the_film_and_there_is_one_index()
    {
        await using EngineFixture engine = new(maxSessions: 2 * (Viewers + 1), storage: inner => new ScriptedStorage(inner, OnRead));
        string shortFilm = WriteFilm(engine, "short.mp4", TimeSpan.FromMinutes(3));
        string longFilm = WriteFilm(engine, "long.mp4", TimeSpan.FromHours(3));

        // The first viewer of each has the index read.
        long shortIndex = await MeasureAsync(engine, "short.mp4", 1);
        long longIndex = await MeasureAsync(engine, "long.mp4", 1);
        double ofShort = (double)await MeasureAsync(engine, "short.mp4", Viewers) / Viewers;
        double ofLong = (double)await MeasureAsync(engine, "long.mp4", Viewers) / Viewers;

        Assert.Equal(2 * (Viewers + 1), engine.Engine.Load.Sessions);
        Assert.Equal(2, engine.Catalog.Count);
        Assert.Equal((HandlesPerFilm, HandlesPerFilm), (HandlesOf(shortFilm), HandlesOf(longFilm)));
        Assert.True(longIndex > 3 * shortIndex, $"a film of 3 h takes {longIndex:N0} bytes, one of 3 min {shortIndex:N0}");
        Assert.InRange(ofLong, 1024, MostBytesPerViewer);
        Assert.InRange(ofLong / ofShort, 0.95, 1.05);
    }

    public void Dispose() => _reads.Dispose();

    /// <summary>Bytes of managed memory that are taken while these viewers are let in. What they keep is part of it, and no collection in between makes a difference.</summary>
    private async Task<long> MeasureAsync(EngineFixture engine, string path, int viewers)
    {
        while (await _reads.WaitAsync(TimeSpan.Zero))
        {
            // Those of whoever was let in before.
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < viewers; i++)
        {
            engine.Open(path);
        }

        for (int i = 0; i < viewers; i++)
        {
            Assert.IsType<SessionAnswered>(await engine.NextAsync());
        }

        for (int i = 0; i < viewers * ReadsPerViewer; i++)
        {
            Assert.True(await _reads.WaitAsync(Patience));
        }

        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private Task OnRead(int number)
    {
        _reads.Release();
        return Task.CompletedTask;
    }

    private static int HandlesOf(string path) => !OperatingSystem.IsLinux()
        ? HandlesPerFilm
        : new DirectoryInfo("/proc/self/fd").EnumerateFiles().Count(handle => handle.LinkTarget == path);

    /// <summary>A film of pictures of many sizes, whose bytes are a hole.</summary>
    private static string WriteFilm(EngineFixture engine, string name, TimeSpan length)
    {
        int pictures = (int)length.TotalSeconds * PicturesPerSecond;
        Random random = new(3);
        uint[] sizes = [.. Enumerable.Range(0, pictures).Select(_ => (uint)random.Next(1_000, 20_000))];
        TrackSpec picture = TrackSpec.Video with
        {
            ChunkSamples = [],
            SampleSizes = FullBox("stsz", 0, 0, U32(0), U32((uint)pictures), Words(sizes)),
            SampleToChunk = Table("stsc", 0, [1, (uint)pictures, 1]),
            ChunkOffsets = Table("stco", 0, [100u]),
            TimeToSample = Table("stts", 0, [(uint)pictures, 1000 / PicturesPerSecond]),
            SyncSamples = Table("stss", 0, [.. Enumerable.Range(0, pictures / 50).Select(static i => new[] { (uint)(i * 50) + 1 })]),
        };
        byte[] header = FullBox("mvhd", 0, 0, Words(0, 0, 1000, 0), Zeros(80));
        string path = Path.Join(engine.MediaFolder, name);
        using FileStream file = File.Create(path);
        file.Write([.. Box("ftyp", Ascii("isom"), U32(0)), .. Box("moov", header, picture.Build([])), .. U32(0), .. Ascii("mdat")]);
        file.SetLength(file.Length + sizes.Sum(static size => (long)size));
        return path;
    }

    /// <summary>Nothing else runs beside what measures memory.</summary>
    [CollectionDefinition(nameof(ManyViewersTests), DisableParallelization = true)]
    public sealed class Alone;
}
