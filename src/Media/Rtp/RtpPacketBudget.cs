namespace Vod.Media.Rtp;

/// <summary>
/// How the bytes of a datagram are shared out. One payload limit for every viewer, whatever was negotiated, is what lets a
/// shared stream be cut once for all of them, so each part is counted at its worst.
/// </summary>
internal static class RtpPacketBudget
{
    /// <summary>
    /// UDP payload that crosses practically every path: the 1280 bytes every IPv6 link carries (RFC 8200 section 5) less 48 of
    /// IPv6 and UDP headers leave 1232; the rest is room for one layer of tunnel.
    /// </summary>
    public const int MaxDatagram = 1200;

    /// <summary>An identification tag longer than the one-byte form can carry is not written (RFC 8285 section 4.2).</summary>
    public const int MaxMidSize = 16;

    /// <summary>Fixed header, extension header, and the three elements we write at their largest (17 + 3 + 4 bytes).</summary>
    public const int MaxHeader = RtpHeader.FixedSize + RtpHeader.ExtensionHeaderSize + 24;

    /// <summary>The longest authentication tag of the suites we offer: AEAD_AES_128_GCM (RFC 7714 section 12).</summary>
    public const int MaxAuthenticationTag = 16;

    /// <summary>
    /// Everything in a datagram that is not media, for a retransmission (RFC 4588), which is two bytes longer than the first try.
    /// </summary>
    public const int MaxOverhead = MaxHeader + MaxAuthenticationTag + RtxPacket.OriginalSequenceNumberSize;

    /// <summary>Payload bytes of a media packet, such that its retransmission still fits.</summary>
    public const int MaxPayload = MaxDatagram - MaxOverhead;
}
