namespace Vod.Media.Sdp;

/// <summary>Feedback messages of a format (RFC 4585 section 4.2), as far as this server can use them.</summary>
[Flags]
internal enum RtcpFeedback
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Generic NACK: names lost packets.</summary>
    Nack = 1,

    /// <summary>Picture loss indication.</summary>
    NackPli = 1 << 1,

    /// <summary>Full intra request, RFC 5104.</summary>
    CcmFir = 1 << 2,

    /// <summary>Arrival times of all packets, draft-holmer-rmcat-transport-wide-cc-extensions.</summary>
    TransportCc = 1 << 3,

    /// <summary>The receiver's bandwidth estimate, draft-alvestrand-rmcat-remb.</summary>
    GoogRemb = 1 << 4,
}
