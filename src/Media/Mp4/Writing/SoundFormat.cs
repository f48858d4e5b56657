namespace Vod.Media.Mp4.Writing;

/// <summary>How the sound of a recording is encoded: AAC with frames of one length.</summary>
/// <param name="Configuration">The AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1).</param>
/// <param name="SampleRate">Hertz: the timescale of the track.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="BitRate">Bits per second, as players are told.</param>
internal sealed record SoundFormat(ReadOnlyMemory<byte> Configuration, int SampleRate, int Channels, int BitRate)
{
    /// <summary>Samples per channel of a frame, in ticks of the timescale.</summary>
    public const int FrameLength = 1024;

    private const int LowComplexity = 2;
    private const int IndexOf48Kilohertz = 3;

    /// <summary>Stereo at 48 kHz: what Opus decodes to.</summary>
    /// <param name="bitRate">Bits per second.</param>
    public static SoundFormat Stereo(int bitRate)
    {
        const int Channels = 2;
        const int Bits = (LowComplexity << 11) | (IndexOf48Kilohertz << 7) | (Channels << 3);
        return new SoundFormat(new byte[] { Bits >> 8, Bits & 0xFF }, 48_000, Channels, bitRate);
    }
}
