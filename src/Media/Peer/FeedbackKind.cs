namespace Vod.Media.Peer;

/// <summary>What a viewer tells the sender with an RTCP message of its own.</summary>
internal enum FeedbackKind
{
    /// <summary>Packets are missing (RFC 4585 section 6.2.1); one message may name several.</summary>
    Nack,

    /// <summary>The picture is lost (PLI, RFC 4585 section 6.3.1).</summary>
    PictureLoss,

    /// <summary>A key frame is wanted (FIR, RFC 5104 section 4.3.1).</summary>
    FullIntraRequest,

    /// <summary>When packets have arrived (draft-holmer-rmcat-transport-wide-cc-extensions-01); one message tells of many.</summary>
    TransportWide,

    /// <summary>What the viewer takes its path for (REMB, draft-alvestrand-rmcat-remb-03).</summary>
    ReceiverEstimate,
}
