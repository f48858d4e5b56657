namespace Vod.Grains.Events;

/// <summary>What became of an event.</summary>
internal enum DeliveryOutcome
{
    /// <summary>The receiver has confirmed it.</summary>
    Delivered,

    /// <summary>It failed, and meanwhile the session ended: what comes next matters more than another attempt.</summary>
    Superseded,

    /// <summary>All attempts failed.</summary>
    GivenUp,
}
