namespace Vod.Media.Engine;

/// <summary>The first complete picture of a publication has come, or the first sound of one without picture; from now on it can be played. Comes after <see cref="SessionAnswered"/>.</summary>
/// <param name="Session">The session.</param>
/// <param name="Media">What is being published; its duration is zero, as it is not known.</param>
public sealed record SessionPublishing(SessionId Session, PlayedMedia Media) : EngineEvent(Session);
