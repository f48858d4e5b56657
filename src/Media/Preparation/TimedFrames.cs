using Vod.Media.Mp4;
using Vod.Media.Timing;

namespace Vod.Media.Preparation;

/// <summary>Frames of any length, which the file tells by their times: uncompressed sound, FLAC, Opus and others.</summary>
/// <param name="Index">The index they are in.</param>
/// <param name="First">The first of them.</param>
/// <param name="FrameCount">How many.</param>
/// <param name="Timescale">Ticks per second of the index.</param>
/// <param name="SampleRate">Samples per second after decoding.</param>
internal sealed record TimedFrames(SampleIndex Index, int First, int FrameCount, uint Timescale, int SampleRate) : FramePositions
{
    /// <inheritdoc/>
    public override int Count => FrameCount;

    /// <inheritdoc/>
    public override long StartOf(int frame)
    {
        MediaSample sample = Index.GetSample(First + Math.Min(frame, Count - 1));
        long end = frame == Count ? sample.Duration : 0;
        return MediaTime.Rescale(sample.DecodeTime + end - Index.GetSample(First).DecodeTime, Timescale, (uint)SampleRate);
    }

    /// <inheritdoc/>
    public override int FrameAt(long sample)
    {
        long time = Index.GetSample(First).DecodeTime + MediaTime.Rescale(sample, (uint)SampleRate, Timescale);
        int frame = Math.Clamp(Index.FindByDecodeTime(time) - First, 0, Count - 1);

        // Where a tick is not a sample, rounding may have led to the neighbour.
        while (frame > 0 && StartOf(frame) > sample)
        {
            frame--;
        }

        while (frame + 1 < Count && StartOf(frame + 1) <= sample)
        {
            frame++;
        }

        return frame;
    }
}
