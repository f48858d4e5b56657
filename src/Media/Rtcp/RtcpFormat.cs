namespace Vod.Media.Rtcp;

/// <summary>Numbers and sizes on the wire of RTCP.</summary>
internal static class RtcpFormat
{
    /// <summary>Packet types: RFC 3550 section 12.1, and RFC 4585 section 6.1 for the two kinds of feedback.</summary>
    public const byte SenderReport = 200;
    public const byte ReceiverReport = 201;
    public const byte SourceDescription = 202;
    public const byte Goodbye = 203;
    public const byte TransportLayerFeedback = 205;
    public const byte PayloadSpecificFeedback = 206;

    /// <summary>Formats of transport layer feedback (RFC 4585 section 6.2).</summary>
    public const byte GenericNack = 1;
    public const byte TransportWideCongestionControl = 15;

    /// <summary>Formats of payload-specific feedback (RFC 4585 section 6.3, RFC 5104 section 4.3).</summary>
    public const byte PictureLossIndication = 1;
    public const byte FullIntraRequest = 4;
    public const byte ApplicationLayerFeedback = 15;

    /// <summary>Version, count, packet type and length (RFC 3550 section 6.4.1).</summary>
    public const int HeaderSize = 4;
    public const int SsrcSize = 4;
    public const int SenderInfoSize = 20;
    public const int ReportBlockSize = 24;

    /// <summary>SSRC of the sender and of the media source, at the head of every feedback packet (RFC 4585 section 6.1).</summary>
    public const int FeedbackHeaderSize = 8;

    /// <summary>PID and BLP (RFC 4585 section 6.2.1).</summary>
    public const int NackEntrySize = 4;

    /// <summary>SSRC, command number and 24 reserved bits (RFC 5104 section 4.3.1.1).</summary>
    public const int FullIntraRequestEntrySize = 8;

    /// <summary>"REMB", count, and the bitrate as a 6-bit exponent over an 18-bit mantissa.</summary>
    public const int RembHeaderSize = 8;
    public const int RembMantissaBits = 18;

    /// <summary>SDES item type of the canonical name (RFC 3550 section 6.5.1).</summary>
    public const byte CanonicalNameItem = 1;

    /// <summary>The five count bits of the first byte bound report blocks, SDES chunks and BYE sources of a packet.</summary>
    public const byte MaxCount = 31;

    /// <summary>Length of a canonical name or a reason: both have a one-byte length.</summary>
    public const int MaxTextSize = 255;

    internal const byte VersionBits = 2 << 6;
    internal const byte VersionMask = 0xC0;
    internal const byte PaddingBit = 0x20;
    internal const byte CountMask = 0x1F;
    internal const int WordSize = 4;

    /// <summary>The unique identifier of REMB.</summary>
    internal static ReadOnlySpan<byte> RembName => "REMB"u8;
}
