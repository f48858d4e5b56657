namespace Vod.Media.Engine;

/// <summary>Something that happened to a session. The events of one session come in order and end with <see cref="SessionEnded"/>.</summary>
/// <param name="Session">The session.</param>
public abstract record EngineEvent(SessionId Session);
