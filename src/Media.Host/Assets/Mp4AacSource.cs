using Vod.Media.Aac;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Preparation;
using Vod.Media.Timing;

namespace Vod.Media.Host.Assets;

/// <summary>The AAC track of an MP4 file as access units for the transcoder.</summary>
internal sealed class Mp4AacSource : IAacSource
{
    private readonly IAssetContent _content;
    private readonly SampleIndex _samples;
    private readonly EditedSound? _edited;

    /// <param name="content">The file.</param>
    /// <param name="track">An AAC track with at least one sample.</param>
    public Mp4AacSource(IAssetContent content, Mp4Track track)
    {
        _content = content;
        _samples = track.Samples;
        Config = track.AudioSpecificConfig!;

        // Where presentation time 0 lies on the track's own timeline: the first sample stands at minus that.
        MediaTime start = new(-_samples.GetSample(0).CompositionTime, track.Timescale);
        AacTimeline whole = AacTimeline.For(Config, _samples.Count, start, PresentedEnd(track));
        _edited = EditedSound.Make(track, whole, canBeSilent: !AacSilence.For(Config).IsEmpty);
        Timeline = _edited?.Timeline ?? whole;
    }

    // The encoder's padding, and whatever else the author cut off, is behind the end of the edit.
    private static MediaTime? PresentedEnd(Mp4Track track) => track.EditList is { PresentedDuration: > 0, HasFurtherEdits: false } edit
        ? new MediaTime(edit.Delay + edit.PresentedDuration, track.Timescale)
        : null;

    /// <inheritdoc/>
    public AacTimeline Timeline { get; }

    /// <inheritdoc/>
    public AudioSpecificConfig Config { get; }

    /// <inheritdoc/>
    public async ValueTask<int> ReadFrameAsync(int index, Memory<byte> destination, CancellationToken cancellation)
    {
        int number = _edited?.SampleOf(index) ?? index;
        if (number == EditedSound.Silence)
        {
            ReadOnlyMemory<byte> silence = AacSilence.For(Config);
            silence.CopyTo(destination);
            return silence.Length;
        }

        MediaSample sample = _samples.GetSample(number);
        if (sample.Size > destination.Length)
        {
            return 0;
        }

        int read = await _content.ReadAsync(sample.Offset, destination[..sample.Size], cancellation);
        return read == sample.Size ? read : throw new EndOfStreamException($"the file ends inside audio sample {number}");
    }
}
