namespace Vod.Media.Pacing;

/// <summary>What became of a request to send a packet again (RFC 4585 section 6.2.1).</summary>
internal enum RetransmissionOutcome
{
    /// <summary>It will be sent.</summary>
    Accepted,

    /// <summary>Never sent, or too long ago.</summary>
    NotInHistory,

    /// <summary>It has just been sent again; the answer cannot have been missed yet.</summary>
    TooSoon,

    /// <summary>It has been sent again as often as any honest receiver would ask.</summary>
    TooOften,

    /// <summary>The viewer's share of bytes or packets for retransmission is used up.</summary>
    OverBudget,

    /// <summary>Too many wait already.</summary>
    QueueFull,
}
