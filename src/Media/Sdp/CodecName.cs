namespace Vod.Media.Sdp;

/// <summary>The codecs this server knows, by their rtpmap.</summary>
internal static class CodecName
{
    /// <summary>Every video format has this clock.</summary>
    public const uint VideoClockRate = 90000;

    private const string H264 = "H264";
    private const string Vp8 = "VP8";
    private const string Opus = "opus";

    // RFC 7587 section 7: the rtpmap says 48000/2 whatever is really sent.
    private const uint OpusClockRate = 48000;
    private const uint OpusChannels = 2;

    /// <summary>Whether a format is H.264 (RFC 6184 section 8.2.1).</summary>
    public static bool IsH264(PayloadFormat format) => format.IsCodec(H264) && format.ClockRate == VideoClockRate;

    /// <summary>Whether a format is VP8 (RFC 7741 section 6.2.1).</summary>
    public static bool IsVp8(PayloadFormat format) => format.IsCodec(Vp8) && format.ClockRate == VideoClockRate;

    /// <summary>Whether a format is Opus (RFC 7587 section 7).</summary>
    public static bool IsOpus(PayloadFormat format) => format.IsCodec(Opus) && format.ClockRate == OpusClockRate && format.Channels == OpusChannels;
}
