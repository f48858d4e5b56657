namespace Vod.Media.Engine;

/// <summary>ICE and DTLS are up and the first RTP packet has been sent.</summary>
/// <param name="Session">The session.</param>
/// <param name="Media">What is being played.</param>
public sealed record SessionPlaying(SessionId Session, PlayedMedia Media) : EngineEvent(Session);
