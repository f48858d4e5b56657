namespace Vod.Media.Ice;

/// <summary>What a datagram on the shared port is, told from its first two bytes (RFC 7983 section 7).</summary>
internal enum DatagramKind
{
    /// <summary>Nothing this server speaks (ZRTP, TURN channels, QUIC, noise).</summary>
    Unknown,

    /// <summary>STUN, RFC 8489: first byte 0 to 3.</summary>
    Stun,

    /// <summary>DTLS, RFC 6347 and RFC 9147: first byte 20 to 63.</summary>
    Dtls,

    /// <summary>RTP or SRTP, RFC 3550: first byte 128 to 191.</summary>
    Rtp,

    /// <summary>RTCP or SRTCP multiplexed with RTP, RFC 5761: packet type 192 to 223.</summary>
    Rtcp,
}
