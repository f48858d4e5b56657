using Vod.Media.Host.Assets;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Tests.Mp4;
using Vod.Media.Mp4;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Tests.Preparation;

/// <summary>The sound of an MP4 file on disk, and which of its frames a transcoder was given.</summary>
internal sealed class SoundFile : ISoundSource, IDisposable
{
    private readonly IAssetContent _content;
    private readonly Mp4SoundSource _source;

    private SoundFile(IAssetContent content, Mp4Track track, Mp4SoundSource source)
    {
        _content = content;
        _source = source;
        Track = track;
    }

    public Mp4Track Track { get; }

    public int Number => _source.Number;

    public SoundTimeline Timeline => _source.Timeline;

    public HashSet<int> FramesRead { get; } = [];

    public static async Task<SoundFile> OpenAsync(string path, int number = 1)
    {
        StorageOpenResult opened = await new LocalMediaStorage(Path.GetDirectoryName(path)!).OpenAsync(Path.GetFileName(path), CancellationToken.None);
        Mp4Track track = MovieFile.Read(path, out _).Find(Mp4TrackKind.Audio, number)!;
        SoundTimeline? timeline = SoundRuns.Of(track);
        Assert.NotNull(timeline);
        return new(opened.Content!, track, new Mp4SoundSource(opened.Content!, number, track.Samples, timeline));
    }

    public int SizeOf(int frame) => _source.SizeOf(frame);

    public ValueTask ReadFrameAsync(int frame, Memory<byte> destination, CancellationToken cancellation)
    {
        FramesRead.Add(frame);
        return _source.ReadFrameAsync(frame, destination, cancellation);
    }

    public void Dispose() => _content.Dispose();
}
