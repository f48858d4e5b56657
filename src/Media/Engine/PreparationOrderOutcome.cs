namespace Vod.Media.Engine;

/// <summary>Whether an order to prepare a file is taken.</summary>
public enum PreparationOrderOutcome
{
    /// <summary>It waits for its turn or is being prepared, from this order on or before.</summary>
    Queued,

    /// <summary>There is nothing left to make.</summary>
    Ready,

    /// <summary>The path is not a plain relative path.</summary>
    BadPath,

    /// <summary>There is no such media file.</summary>
    NotFound,

    /// <summary>The file cannot be played, so nothing is made of it.</summary>
    CannotPlay,

    /// <summary>Too many files wait already.</summary>
    QueueFull,
}
