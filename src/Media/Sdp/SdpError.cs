namespace Vod.Media.Sdp;

/// <summary>Why a session description or offer was not accepted.</summary>
internal enum SdpError
{
    /// <summary>It was.</summary>
    None,

    /// <summary>Not SDP at all: does not begin with "v=0", or a media line cannot be read.</summary>
    NotSdp,

    /// <summary>More than <see cref="SdpLimits.MaxLength"/> characters.</summary>
    TooLarge,

    /// <summary>More than <see cref="SdpLimits.MaxLines"/> lines.</summary>
    TooManyLines,

    /// <summary>More than <see cref="SdpLimits.MaxMediaSections"/> media sections.</summary>
    TooManyMediaSections,

    /// <summary>More than <see cref="SdpLimits.MaxFormats"/> formats in a media section.</summary>
    TooManyFormats,

    /// <summary>Two media sections have the same mid.</summary>
    DuplicateMid,

    /// <summary>No audio or video section over DTLS-SRTP.</summary>
    NoMedia,

    /// <summary>Several sections that are not in one BUNDLE group; the server has one port.</summary>
    NotBundled,

    /// <summary>RTP and RTCP are not to share a port (RFC 5761); the server has one.</summary>
    NoRtcpMux,

    /// <summary>No, or impossible, ice-ufrag and ice-pwd.</summary>
    NoIceCredentials,

    /// <summary>No certificate fingerprint, so the DTLS peer could be anyone.</summary>
    NoFingerprint,

    /// <summary>Only fingerprints of a hash that is not accepted, such as SHA-1.</summary>
    UnsupportedFingerprintHash,

    /// <summary>The peer wants to be the DTLS server; so does this server.</summary>
    UnsupportedSetup,
}
