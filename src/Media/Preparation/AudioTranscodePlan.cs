namespace Vod.Media.Preparation;

/// <summary>
/// What has to be decoded, cut and encoded to make one chunk of Opus packets by itself, so that it joins the chunks before and
/// after it without a gap, an overlap or a click, although another process makes those.
/// </summary>
/// <remarks>
/// Three things make it exact.
/// The decoded sound is cut at a sample whose presentation time is a whole number of 48 kHz samples before it is resampled:
/// every chunk then resamples with the same phase, and no rounding can accumulate (44.1 kHz: 147 samples are 160).
/// The encoder delays its input by a constant; every chunk cuts that much later, so packet n holds its own 960 samples exactly.
/// The encoder is fed <see cref="PrerollPackets"/> packets before the first one that counts, so that the state a decoder carries
/// over from the chunk before is the state this encoder assumes.
/// </remarks>
internal readonly record struct AudioTranscodePlan
{
    /// <summary>
    /// 320 ms. Measured on joins every second: with 2 packets the error around a join was 10 times that of an uncut encoding,
    /// with 4 in the worst case 15 times, with 8 still 1.3 times, from 15 on it could not be told from an uncut one.
    /// </summary>
    public const int PrerollPackets = 16;

    /// <summary>
    /// Samples at 48 kHz by which libopus delays its input in the restricted-lowdelay application (RFC 7845 calls it pre-skip):
    /// 2.5 ms, and OpusHead of every stream it makes is checked against it.
    /// </summary>
    public const int EncoderDelay = 120;

    // The resampler's filter reaches 16 input samples back, 105 output samples at the lowest rate.
    private const int ResamplerGuard = 480;

    // A decoded AAC frame overlaps with the one before it (ISO/IEC 14496-3, 4.6.11).
    private const int OverlapFrames = 2;

    // An SBR decoder is silent above the core's band until it meets an SBR header, which encoders repeat about twice a second.
    private const int SbrFrames = 24;
    private const int SbrSamplesPerFrame = 2048;

    private AudioTranscodePlan(AacTimeline timeline, int firstPacket, int packets)
    {
        long encoderStart = ((firstPacket - PrerollPackets) * (long)OpusChunkLayout.PacketSamples) + EncoderDelay;
        long encoderEnd = ((firstPacket + packets) * (long)OpusChunkLayout.PacketSamples) + EncoderDelay;

        int divisor = GreatestCommonDivisor(timeline.SampleRate, OpusChunkLayout.SampleRate);
        long unit = OpusChunkLayout.SampleRate / divisor;
        long units = FloorDivide(encoderStart - ResamplerGuard, unit);
        long resamplerStart = units * unit;
        long decodedStart = timeline.StartOffset + (units * (timeline.SampleRate / divisor));
        long decodedEnd = timeline.StartOffset + CeilingDivide(encoderEnd * timeline.SampleRate, OpusChunkLayout.SampleRate) + ResamplerGuard;

        int preroll = timeline.SamplesPerFrame == SbrSamplesPerFrame ? SbrFrames : OverlapFrames;
        long lastFrame = timeline.FrameCount - 1;
        FirstFrame = (int)Math.Clamp(FloorDivide(decodedStart, timeline.SamplesPerFrame) - preroll, 0, lastFrame);
        FrameCount = (int)Math.Clamp(FloorDivide(decodedEnd, timeline.SamplesPerFrame), FirstFrame, lastFrame) - FirstFrame + 1;

        long skipped = decodedStart - ((long)FirstFrame * timeline.SamplesPerFrame);
        DecodedTrim = Math.Max(0, skipped);
        SilenceBefore = Math.Min(Math.Max(0, -skipped), decodedEnd - decodedStart);
        ResampledStart = encoderStart - resamplerStart;
        ResampledEnd = encoderEnd - resamplerStart;
        PacketCount = packets;
    }

    /// <summary>The first access unit to feed.</summary>
    public int FirstFrame { get; }

    /// <summary>How many access units to feed, at least 1.</summary>
    public int FrameCount { get; }

    /// <summary>Decoded samples to throw away at the start, at the track's own rate.</summary>
    public long DecodedTrim { get; }

    /// <summary>Samples of silence to put in front of the first decoded one, at the track's own rate; 0 when there is a trim.</summary>
    public long SilenceBefore { get; }

    /// <summary>The first resampled sample that goes into the encoder, counted from the start of the resampler's output.</summary>
    public long ResampledStart { get; }

    /// <summary>The sample after the last that goes into the encoder; what the track does not have is silence.</summary>
    public long ResampledEnd { get; }

    /// <summary>Packets of the chunk: those that follow the first <see cref="PrerollPackets"/> of the output.</summary>
    public int PacketCount { get; }

    /// <summary>The plan for one chunk of a valid track.</summary>
    public static AudioTranscodePlan For(AacTimeline timeline, OpusChunkLayout layout, int chunk) =>
        new(timeline, OpusChunkLayout.FirstPacket(chunk), layout.PacketsIn(chunk));

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
