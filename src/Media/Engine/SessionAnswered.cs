namespace Vod.Media.Engine;

/// <summary>The file was opened and the offer accepted.</summary>
/// <param name="Session">The session.</param>
/// <param name="Answer">The SDP answer with all candidates of this node.</param>
public sealed record SessionAnswered(SessionId Session, string Answer) : EngineEvent(Session);
