using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Vod.Media.Host;
using Vod.Media.Host.Assets;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Tests.Preparation;
using Vod.Media.Mp4;
using Vod.Media.Playback;

namespace Vod.Media.Bench;

/// <summary>Has the picture of one film encoded anew as a viewer would who takes chunks as fast as they come: by the services of the server, with a cache folder of its own.</summary>
internal sealed class EncodeMeasurement : IAsyncDisposable
{
    // Of long films the start is enough.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("vod-bench-");
    private readonly string _path;
    private readonly ServiceProvider _services;

    public EncodeMeasurement(string path)
    {
        _path = path;
        ServiceCollection services = new();
        services.AddLogging();
        services.Configure<MediaEngineOptions>(options => options.Directory = Path.GetDirectoryName(path)!);
        services.Configure<PreparationOptions>(options => options.CacheDirectory = _cache.FullName);
        services.AddMediaEngine();
        _services = services.BuildServiceProvider();
    }

    /// <summary>Why there is no result.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Measures; null when there is nothing to measure.</summary>
    public async Task<EncodeResult?> RunAsync()
    {
        AssetOpenResult opened = await _services.GetRequiredService<AssetCatalog>().OpenAsync(Path.GetFileName(_path), CancellationToken.None);
        using AssetLease? lease = opened.Lease;
        if (lease?.Asset.Video?.Prepared is not PictureTrack track)
        {
            Problem = lease is null ? $"cannot be played: {opened.Detail}" : "its picture is not encoded anew";
            return null;
        }

        TimeSpan? processorBefore = ChildTime.Now;
        long begin = Stopwatch.GetTimestamp();
        (List<PictureChunk> chunks, TimeSpan firstPicture) = await PlayAsync(track, begin);
        TimeSpan wall = Stopwatch.GetElapsedTime(begin);
        TimeSpan? processor = ChildTime.Now - processorBefore;
        if (track.FailureReason is { } reason)
        {
            Problem = reason;
            return null;
        }

        double? fidelity = await Fidelity.MeasureAsync(_services.GetRequiredService<FfmpegLocation>().Path!, _path, ByteStream.Of(chunks));
        TimeSpan playing = Enumerable.Range(0, chunks.Count).Aggregate(TimeSpan.Zero, (sum, chunk) => sum + track.Input.LengthOf(chunk));
        return new(playing, wall, processor, firstPicture, chunks.Sum(static chunk => chunk.Bytes), SourceBytes(track, chunks.Count), fidelity);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _cache.Delete(recursive: true);
    }

    private async Task<(List<PictureChunk> Chunks, TimeSpan FirstPicture)> PlayAsync(PictureTrack track, long begin)
    {
        PicturePreparation preparation = _services.GetRequiredService<PicturePreparation>();
        List<PictureChunk> chunks = [];
        TimeSpan? firstPicture = null;
        TimeSpan played = TimeSpan.Zero;
        for (int number = 0; number < track.Chunks.Count && played < Most && !track.IsFailed; number++)
        {
            PictureChunk chunk = track.Open(number);
            track.RequestAhead(number, loops: false);
            Task made = preparation.WhenIdleAsync();
            firstPicture ??= WaitForPicture(chunk, made, begin);
            if (!chunk.IsComplete)
            {
                await made;
            }

            chunks.Add(chunk);
            played += track.Input.LengthOf(number);
        }

        // What was begun in advance belongs to what was measured.
        await preparation.WhenIdleAsync();
        return (chunks, firstPicture ?? TimeSpan.Zero);
    }

    private static TimeSpan WaitForPicture(PictureChunk chunk, Task made, long begin)
    {
        SpinWait.SpinUntil(() => chunk.Available > 0 || made.IsCompleted);
        return Stopwatch.GetElapsedTime(begin);
    }

    private static long SourceBytes(PictureTrack track, int chunks)
    {
        (long start, long end) = (track.Chunks.StartOf(0), track.Chunks.EndOf(chunks - 1));
        SampleIndex samples = track.Input.Track.Samples;
        return Enumerable.Range(0, samples.Count).Select(samples.GetSample)
            .Where(sample => sample.CompositionTime >= start && sample.CompositionTime < end)
            .Sum(static sample => (long)sample.Size);
    }
}
