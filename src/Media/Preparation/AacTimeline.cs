using Vod.Media.Aac;
using Vod.Media.Timing;

namespace Vod.Media.Preparation;

/// <summary>
/// How the access units of an AAC track lie on the presentation timeline, in samples as the decoder puts them out.
/// Access unit i decodes to samples [i·<paramref name="SamplesPerFrame"/>, (i+1)·<paramref name="SamplesPerFrame"/>).
/// </summary>
/// <param name="FrameCount">Number of access units, at least 1.</param>
/// <param name="SampleRate">Samples per second after decoding: with SBR twice the core rate. 7350 to 96000.</param>
/// <param name="SamplesPerFrame">1024, or 2048 with SBR.</param>
/// <param name="StartOffset">
/// The decoded sample that stands at presentation time 0. Positive: the encoder's priming and what the edit list cuts off is
/// decoded and thrown away. Negative: the track starts later than the presentation, and silence is put before it.
/// </param>
/// <param name="PresentedLimit">
/// Samples of the presentation after which the edit list cuts the sound off: the encoder's padding, or more. <see cref="NoLimit"/> when it does not.
/// </param>
internal readonly record struct AacTimeline(int FrameCount, int SampleRate, int SamplesPerFrame, long StartOffset, long PresentedLimit = AacTimeline.NoLimit)
{
    /// <summary>Everything that is decoded is presented.</summary>
    public const long NoLimit = long.MaxValue;

    private const int LowestRate = 7_350;
    private const int HighestRate = 96_000;

    /// <summary>The timeline of a track, its rate and frame length taken from the decoder's configuration.</summary>
    /// <param name="config">The track's configuration.</param>
    /// <param name="frameCount">Number of access units.</param>
    /// <param name="startOffset">
    /// The media time that stands at presentation time 0, in any timescale: what the edit list says. Rounded to a sample, so it moves the
    /// track by less than one, everywhere alike.
    /// </param>
    /// <param name="presentedEnd">The presentation time at which the edit list ends, in any timescale; null when it does not limit the sound.</param>
    public static AacTimeline For(AudioSpecificConfig config, int frameCount, MediaTime startOffset, MediaTime? presentedEnd = null)
    {
        // Downsampled SBR has the core's rate and frame length (ISO/IEC 14496-3, 4.6.18.2).
        bool doubles = config.HasSpectralBandReplication && config.ExtensionSamplingFrequency > config.SamplingFrequency;
        int rate = doubles ? config.ExtensionSamplingFrequency : config.SamplingFrequency;
        return new(frameCount, rate, doubles ? 2 * config.FrameLength : config.FrameLength, startOffset.To((uint)rate).Value, presentedEnd?.To((uint)rate).Value ?? NoLimit);
    }

    /// <summary>Samples that decoding the whole track gives.</summary>
    public long DecodedSamples => (long)FrameCount * SamplesPerFrame;

    /// <summary>Length of the track from presentation time 0 to its end, in samples; silence at the start included.</summary>
    public long PresentedSamples => Math.Clamp(DecodedSamples - StartOffset, 0, Math.Max(0, PresentedLimit));

    /// <summary>Whether the presentation ends before the last decoded sample.</summary>
    public bool IsCut => PresentedSamples < DecodedSamples - StartOffset;

    /// <summary>Whether the values make sense together. A track that is cut off completely does not.</summary>
    public bool IsValid =>
        FrameCount > 0 && SampleRate is >= LowestRate and <= HighestRate && SamplesPerFrame is 1024 or 2048
        && PresentedSamples > 0 && OpusChunkLayout.CountPackets(PresentedSamples, SampleRate) <= OpusChunkLayout.MaxPackets;
}
