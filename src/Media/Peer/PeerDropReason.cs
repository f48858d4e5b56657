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

    /// <summary>SRTP of a publisher that failed authentication, is malformed, was seen before or belongs to one SSRC too many.</summary>
    SrtpRejected,

    /// <summary>RTP of a publisher with a payload type that was not agreed on, or of another SSRC than the one that is listened to.</summary>
    UnknownStream,

    /// <summary>RTP of a publisher with a payload that breaks its format.</summary>
    MalformedRtp,

    /// <summary>RTP of a publisher that had come before, or had been given up, or is far from what came before.</summary>
    TooLate,

    /// <summary>A retransmission that was asked for too late, too often, or beyond its share of the bandwidth.</summary>
    RetransmissionRefused,
}
