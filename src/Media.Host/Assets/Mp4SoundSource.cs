using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Mp4;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Assets;

/// <summary>A sound track of an MP4 file as frames for the transcoder.</summary>
/// <param name="content">The file.</param>
/// <param name="number">Number among its sound tracks, counted from 1.</param>
/// <param name="samples">The index of the track.</param>
/// <param name="timeline">What <see cref="SoundRuns"/> makes of it.</param>
internal sealed class Mp4SoundSource(IAssetContent content, int number, SampleIndex samples, SoundTimeline timeline) : ISoundSource
{
    /// <summary>Largest frame: a block of FLAC of eight channels that could not be compressed has less than 2 MB.</summary>
    public const int MaxFrameBytes = 4 << 20;

    /// <inheritdoc/>
    public int Number => number;

    /// <inheritdoc/>
    public SoundTimeline Timeline => timeline;

    /// <inheritdoc/>
    public int SizeOf(int frame) => samples.GetSample(frame).Size is var size && size <= MaxFrameBytes ? size : 0;

    /// <inheritdoc/>
    public async ValueTask ReadFrameAsync(int frame, Memory<byte> destination, CancellationToken cancellation)
    {
        int read = await content.ReadAsync(samples.GetSample(frame).Offset, destination, cancellation);
        if (read != destination.Length)
        {
            throw new EndOfStreamException($"the file ends inside sound sample {frame}");
        }
    }
}
