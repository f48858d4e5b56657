namespace Vod.Media.Engine;

/// <summary>The last event of a session. Its resources are free.</summary>
/// <param name="Session">The session.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="Detail">One line for the log of the operator; may be empty. Not meant for viewers.</param>
public sealed record SessionEnded(SessionId Session, SessionEndReason Reason, string Detail) : EngineEvent(Session);
