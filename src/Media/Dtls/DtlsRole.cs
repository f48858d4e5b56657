namespace Vod.Media.Dtls;

/// <summary>Which side of the handshake an endpoint plays (RFC 5763 section 5: decided by a=setup).</summary>
internal enum DtlsRole
{
    /// <summary>Waits for the ClientHello: a=setup:passive, which is what this service answers with.</summary>
    Server,

    /// <summary>Begins: a=setup:active, the browser's side.</summary>
    Client,
}
