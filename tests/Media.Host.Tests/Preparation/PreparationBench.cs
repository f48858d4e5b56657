using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>A preparation with a folder of its own; the folder outlives <see cref="Restart"/>.</summary>
internal sealed class PreparationBench : IAsyncDisposable
{
    public static readonly AssetKey Key = new("file:/test.mp4", "1", 1000);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vod-preparation-");

    public PreparationBench(Action<PreparationOptions>? configure = null)
    {
        Options = new PreparationOptions { CacheDirectory = Path.Combine(_folder.FullName, "cache"), MaxTranscoders = 2 };
        configure?.Invoke(Options);
        Preparation = Create();
    }

    public PreparationOptions Options { get; }

    public StoppedClock Clock { get; } = new();

    public ListLogger<AssetCache> CacheLog { get; } = new();

    public ListLogger<AudioPreparation> Log { get; } = new();

    public AudioPreparation Preparation { get; private set; }

    public PreparationCounters Counters => Preparation.Counters;

    public string Folder => _folder.FullName;

    public FileInfo[] CachedFiles =>
        Directory.Exists(Options.CacheDirectory)
            ? new DirectoryInfo(Options.CacheDirectory).GetFiles("*", SearchOption.AllDirectories)
            : [];

    /// <summary>As after a restart of the process: nothing in memory, counters at zero.</summary>
    public async Task Restart()
    {
        await Preparation.DisposeAsync();
        Preparation = Create();
    }

    /// <summary>Writes an executable that takes the place of ffmpeg.</summary>
    public string Script(string text)
    {
        string path = Path.Combine(_folder.FullName, $"fake-{Guid.NewGuid():N}");
        File.WriteAllText(path, "#!/bin/sh\n" + text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    /// <summary>Asks like a viewer that plays from each of the packets, until all is done.</summary>
    public async Task RequestAsync(OpusTrack track, params int[] packets)
    {
        foreach (int packet in packets)
        {
            track.RequestAhead(packet);
        }

        await Preparation.WhenIdleAsync();
    }

    /// <summary>Plays a track from its start to its end.</summary>
    public async Task<List<byte[]>> PlayAsync(OpusTrack track)
    {
        List<byte[]> packets = [];
        for (int index = 0; index < track.PacketCount; index++)
        {
            if (!track.TryGetPacket(index, out ReadOnlyMemory<byte> packet))
            {
                await RequestAsync(track, index);
                Assert.True(track.TryGetPacket(index, out packet), track.FailureReason ?? $"packet {index} is missing");
            }

            packets.Add(packet.ToArray());
        }

        return packets;
    }

    public async ValueTask DisposeAsync()
    {
        await Preparation.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private AudioPreparation Create() => new(
        Options,
        new FfmpegLocation(Options.Ffmpeg.Length > 0 ? Options.Ffmpeg : TestFfmpeg.Path, null),
        AssetCache.Open(Options, Clock, CacheLog),
        Clock,
        Log);
}
