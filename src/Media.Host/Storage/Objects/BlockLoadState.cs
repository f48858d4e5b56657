namespace Vod.Media.Host.Storage.Objects;

/// <summary>How far a wanted block has got.</summary>
internal enum BlockLoadState
{
    /// <summary>No request has it yet.</summary>
    Queued,

    /// <summary>A request brings it.</summary>
    Running,

    /// <summary>It is here, on its way into the cache.</summary>
    Ready,

    /// <summary>It is in the cache, was given up, or nobody wants it any more.</summary>
    Ended,
}
