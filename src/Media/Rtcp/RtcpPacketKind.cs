namespace Vod.Media.Rtcp;

/// <summary>What an RTCP packet is for us, from its packet type and format.</summary>
internal enum RtcpPacketKind
{
    /// <summary>A type or format we have no use for; skipped.</summary>
    Unknown,

    /// <summary>SR (RFC 3550 section 6.4.1).</summary>
    SenderReport,

    /// <summary>RR (RFC 3550 section 6.4.2).</summary>
    ReceiverReport,

    /// <summary>SDES (RFC 3550 section 6.5).</summary>
    SourceDescription,

    /// <summary>BYE (RFC 3550 section 6.6).</summary>
    Goodbye,

    /// <summary>Generic NACK (RFC 4585 section 6.2.1).</summary>
    Nack,

    /// <summary>Transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01).</summary>
    TransportFeedback,

    /// <summary>PLI (RFC 4585 section 6.3.1).</summary>
    PictureLossIndication,

    /// <summary>FIR (RFC 5104 section 4.3.1).</summary>
    FullIntraRequest,

    /// <summary>REMB (draft-alvestrand-rmcat-remb-03).</summary>
    ReceiverEstimatedMaxBitrate,
}
