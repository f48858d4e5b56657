namespace Vod.Media.Preparation;

/// <summary>
/// One stretch of a track's presentation as it is cut out of decoded access units: which units to decode, and what to throw away of them before and after they are
/// resampled to 48 kHz.
/// </summary>
/// <remarks>
/// The decoded sound is cut at a sample whose presentation time is a whole number of 48 kHz samples before it is resampled: every stretch then resamples with the same
/// phase, and no rounding can accumulate (44.1 kHz: 147 samples are 160).
/// </remarks>
internal readonly record struct AudioPiece
{
    // The resampler's filter reaches 16 input samples back, 105 output samples at the lowest rate.
    private const int ResamplerGuard = 480;

    // A decoded AAC frame overlaps with the one before it (ISO/IEC 14496-3, 4.6.11).
    private const int OverlapFrames = 2;

    // An SBR decoder is silent above the core's band until it meets an SBR header, which encoders repeat about twice a second.
    private const int SbrFrames = 24;
    private const int SbrSamplesPerFrame = 2048;

    /// <param name="timeline">The track.</param>
    /// <param name="start">First sample of the stretch at 48 kHz, counted from presentation time 0; before that is silence.</param>
    /// <param name="end">The sample after its last.</param>
    public AudioPiece(AacTimeline timeline, long start, long end)
    {
        int divisor = GreatestCommonDivisor(timeline.SampleRate, OpusChunkLayout.SampleRate);
        long unit = OpusChunkLayout.SampleRate / divisor;
        long units = FloorDivide(start - ResamplerGuard, unit);
        long resamplerStart = units * unit;
        long decodedStart = timeline.StartOffset + (units * (timeline.SampleRate / divisor));
        long decodedEnd = timeline.StartOffset + CeilingDivide(end * timeline.SampleRate, OpusChunkLayout.SampleRate) + ResamplerGuard;

        int preroll = timeline.SamplesPerFrame == SbrSamplesPerFrame ? SbrFrames : OverlapFrames;
        long lastFrame = timeline.FrameCount - 1;
        FirstFrame = (int)Math.Clamp(FloorDivide(decodedStart, timeline.SamplesPerFrame) - preroll, 0, lastFrame);
        FrameCount = (int)Math.Clamp(FloorDivide(decodedEnd, timeline.SamplesPerFrame), FirstFrame, lastFrame) - FirstFrame + 1;

        long skipped = decodedStart - ((long)FirstFrame * timeline.SamplesPerFrame);
        DecodedTrim = Math.Max(0, skipped);
        SilenceBefore = Math.Min(Math.Max(0, -skipped), decodedEnd - decodedStart);
        ResampledStart = start - resamplerStart;
        ResampledEnd = end - resamplerStart;

        // Where the author has cut the sound off, if that is before the last sample that was decoded.
        long contentEnd = FloorDivide(timeline.PresentedSamples * OpusChunkLayout.SampleRate, timeline.SampleRate) - resamplerStart;
        ContentEnd = timeline.IsCut && contentEnd < ResampledEnd ? Math.Max(0, contentEnd) : null;
    }

    /// <summary>The first access unit to decode.</summary>
    public int FirstFrame { get; }

    /// <summary>How many access units to decode, at least 1.</summary>
    public int FrameCount { get; }

    /// <summary>Decoded samples to throw away at the start, at the track's own rate.</summary>
    public long DecodedTrim { get; }

    /// <summary>Samples of silence to put in front of the first decoded one, at the track's own rate; 0 when there is a trim.</summary>
    public long SilenceBefore { get; }

    /// <summary>The first resampled sample of the stretch, counted from the start of the resampler's output.</summary>
    public long ResampledStart { get; }

    /// <summary>The sample after the last; what the track does not have is silence.</summary>
    public long ResampledEnd { get; }

    /// <summary>The resampled sample from which on there is silence whatever was decoded; null when nothing is cut off.</summary>
    public long? ContentEnd { get; }

    private static long FloorDivide(long value, long divisor)
    {
        long quotient = Math.DivRem(value, divisor, out long rest);
        return rest < 0 ? quotient - 1 : quotient;
    }

    private static long CeilingDivide(long value, long divisor) => -FloorDivide(-value, divisor);

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
