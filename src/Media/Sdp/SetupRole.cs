namespace Vod.Media.Sdp;

/// <summary>Who begins the DTLS handshake (RFC 4145 section 4, used for DTLS by RFC 8842).</summary>
internal enum SetupRole
{
    /// <summary>The answerer chooses.</summary>
    ActPass,

    /// <summary>The describer is the DTLS client.</summary>
    Active,

    /// <summary>The describer is the DTLS server.</summary>
    Passive,

    /// <summary>No connection for now.</summary>
    HoldConn,
}
