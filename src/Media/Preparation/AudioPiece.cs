namespace Vod.Media.Preparation;

/// <summary>
/// One stretch of a track's presentation as it is cut out of what one decoder gives: which frames to decode, and what to throw away of them before and after they are
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

    /// <param name="run">Number of the run it is in.</param>
    /// <param name="timeline">The track.</param>
    /// <param name="start">First sample of the stretch at 48 kHz, counted from presentation time 0; before that is silence.</param>
    /// <param name="end">The sample after its last.</param>
    public AudioPiece(int run, SoundTimeline timeline, long start, long end)
    {
        Run = run;
        SoundRun sound = timeline.Runs[run];
        int divisor = GreatestCommonDivisor(sound.SampleRate, OpusChunkLayout.SampleRate);
        long unit = OpusChunkLayout.SampleRate / divisor;
        long units = FloorDivide(start - ResamplerGuard, unit);
        long resamplerStart = units * unit;
        long decodedStart = sound.StartOffset + (units * (sound.SampleRate / divisor));
        long decodedEnd = sound.StartOffset + CeilingDivide(end * sound.SampleRate, OpusChunkLayout.SampleRate) + ResamplerGuard;

        FirstFrame = Math.Max(0, sound.Frames.FrameAt(decodedStart) - sound.Decoder.PrerollFrames);
        FrameCount = Math.Max(FirstFrame, sound.Frames.FrameAt(decodedEnd)) - FirstFrame + 1;

        long skipped = decodedStart - sound.Frames.StartOf(FirstFrame);
        DecodedTrim = Math.Max(0, skipped);
        SilenceBefore = Math.Min(Math.Max(0, -skipped), decodedEnd - decodedStart);
        ResampledStart = start - resamplerStart;
        ResampledEnd = end - resamplerStart;

        // Where the author has cut the sound off, if that is before the last sample that was decoded.
        long contentEnd = FloorDivide(sound.PresentedSamples * OpusChunkLayout.SampleRate, sound.SampleRate) - resamplerStart;
        ContentEnd = sound.IsCut && contentEnd < ResampledEnd ? Math.Max(0, contentEnd) : null;
    }

    /// <summary>Number of the run it is in.</summary>
    public int Run { get; }

    /// <summary>The first frame to decode, counted in its run.</summary>
    public int FirstFrame { get; }

    /// <summary>How many frames to decode, at least 1.</summary>
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
