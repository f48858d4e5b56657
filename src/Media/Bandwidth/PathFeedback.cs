namespace Vod.Media.Bandwidth;

/// <summary>How a viewer tells what its path carries, the best kind that was agreed on.</summary>
internal enum PathFeedback
{
    /// <summary>Only the loss in its receiver reports (RFC 3550 section 6.4.2).</summary>
    ReceiverReports,

    /// <summary>An estimate of its own (draft-alvestrand-rmcat-remb-03), and its reports.</summary>
    ReceiverEstimate,

    /// <summary>The arrival of every packet (draft-holmer-rmcat-transport-wide-cc-extensions-01).</summary>
    TransportWide,
}
