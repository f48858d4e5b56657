namespace Vod.Media.Host.Library;

/// <summary>Where a version of a file stands in the queue.</summary>
internal enum QueuePlace
{
    /// <summary>It was never there, or that is forgotten.</summary>
    Never,

    /// <summary>It waits.</summary>
    Waiting,

    /// <summary>It is being prepared.</summary>
    AtWork,

    /// <summary>Its preparation has ended.</summary>
    Over,
}
