namespace Vod.Media.Engine;

/// <summary>Whether a session was admitted. Everything after admission is told by events.</summary>
public enum OpenOutcome
{
    /// <summary>The session exists; its events follow, the last of them always a <see cref="SessionEnded"/>.</summary>
    Accepted,

    /// <summary>A session of this identity exists already.</summary>
    DuplicateSession,

    /// <summary>The node carries as many sessions as it may.</summary>
    NoCapacity,

    /// <summary>The node takes no more sessions because it is shutting down.</summary>
    Draining,
}
