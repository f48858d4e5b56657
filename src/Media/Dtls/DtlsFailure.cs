namespace Vod.Media.Dtls;

/// <summary>Why an endpoint is in <see cref="DtlsState.Failed"/>.</summary>
internal enum DtlsFailure
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Nothing in common, or a handshake message that makes no sense.</summary>
    HandshakeError,

    /// <summary>The peer ended the handshake or the session with a fatal alert.</summary>
    PeerAlert,

    /// <summary>The peer showed no certificate, so there is nothing to compare with the SDP (RFC 8827 section 6.5).</summary>
    NoCertificate,

    /// <summary>The certificate is not the one the SDP announced (RFC 8122 section 5): someone is in between.</summary>
    FingerprintMismatch,

    /// <summary>No SRTP profile in common, or use_srtp was not offered (RFC 5764 section 4.1).</summary>
    NoSrtpProfile,

    /// <summary>The handshake took longer than <see cref="DtlsEndpoint.HandshakeTimeout"/>.</summary>
    Timeout,

    /// <summary>The peer sent more than any handshake needs.</summary>
    LimitExceeded,

    /// <summary>A record after the handshake broke the protocol.</summary>
    ProtocolError,
}
