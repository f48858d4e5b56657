namespace Vod.Media.Preparation;

/// <summary>Frames of a sound that one decoder gets one after the other, and how what it makes of them lies on the presentation timeline.</summary>
/// <param name="Decoder">The decoder.</param>
/// <param name="Frames">What the frames decode to.</param>
/// <param name="FirstFrame">Which frame of the track the first of them is.</param>
/// <param name="StartOffset">
/// The decoded sample that stands at presentation time 0. Positive: the encoder's priming and what the edit list cuts off is decoded and thrown away. Negative: the run
/// starts later than the presentation.
/// </param>
/// <param name="PresentedLimit">
/// Samples of the presentation after which the edit list cuts the sound off: the encoder's padding, or more. <see cref="NoLimit"/> when it does not.
/// </param>
internal sealed record SoundRun(SoundDecoder Decoder, FramePositions Frames, int FirstFrame, long StartOffset, long PresentedLimit = SoundRun.NoLimit)
{
    /// <summary>Everything that is decoded is presented.</summary>
    public const long NoLimit = long.MaxValue;

    /// <summary>Samples per second after decoding.</summary>
    public int SampleRate => Decoder.SampleRate;

    /// <summary>Samples from presentation time 0 to the end of the run.</summary>
    public long PresentedSamples => Math.Clamp(Frames.Samples - StartOffset, 0, Math.Max(0, PresentedLimit));

    /// <summary>Whether the presentation ends before the last decoded sample.</summary>
    public bool IsCut => PresentedSamples < Frames.Samples - StartOffset;

    /// <summary>Presentation time of the first decoded sample, at 48 kHz, rounded down.</summary>
    public long Start => (long)FloorDivide(-(Int128)StartOffset * OpusChunkLayout.SampleRate, SampleRate);

    private static Int128 FloorDivide(Int128 value, Int128 divisor)
    {
        (Int128 quotient, Int128 rest) = Int128.DivRem(value, divisor);
        return rest < 0 ? quotient - 1 : quotient;
    }
}
