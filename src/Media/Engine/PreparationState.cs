namespace Vod.Media.Engine;

/// <summary>How far a file is prepared.</summary>
public enum PreparationState
{
    /// <summary>Its index was not read yet.</summary>
    Unknown,

    /// <summary>Nothing of what it needs is made.</summary>
    None,

    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is being prepared.</summary>
    Preparing,

    /// <summary>Some of what it needs is made: by viewers, or by a preparation that stopped.</summary>
    Partly,

    /// <summary>All that it needs is made, which may be nothing.</summary>
    Ready,

    /// <summary>It cannot be played, or preparing it has failed.</summary>
    Failed,
}
