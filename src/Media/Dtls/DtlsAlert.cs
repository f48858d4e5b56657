namespace Vod.Media.Dtls;

/// <summary>What the alerts in a datagram mean for the association (RFC 5246 section 7.2).</summary>
internal enum DtlsAlert
{
    /// <summary>There is none that is genuine, or a warning that changes nothing.</summary>
    None,

    /// <summary>The peer is leaving.</summary>
    CloseNotify,

    /// <summary>The peer has given up.</summary>
    Fatal,
}
