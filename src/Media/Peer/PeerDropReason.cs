namespace Vod.Media.Peer;

/// <summary>Why a peer dropped a datagram that had reached it.</summary>
internal enum PeerDropReason
{
    /// <summary>A STUN message that is malformed, unauthenticated or not for this session.</summary>
    InvalidCheck,

    /// <summary>DTLS or SRTP from an address that has not passed a connectivity check.</summary>
    UnvalidatedAddress,

    /// <summary>Neither STUN, DTLS nor RTP.</summary>
    UnknownProtocol,

    /// <summary>SRTP or SRTCP before the keys are known.</summary>
    NoKeysYet,

    /// <summary>SRTCP that failed authentication, is malformed or was seen before.</summary>
    SrtcpRejected,

    /// <summary>RTP: a viewer has nothing to send.</summary>
    UnexpectedRtp,

    /// <summary>RTCP whose framing is broken.</summary>
    MalformedRtcp,

    /// <summary>A retransmission that was asked for too late, too often, or beyond its share of the bandwidth.</summary>
    RetransmissionRefused,
}
