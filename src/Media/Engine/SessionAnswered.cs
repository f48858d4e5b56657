namespace Vod.Media.Engine;

/// <summary>The file was opened, or the publication found, and the offer accepted; of a publication itself only the latter.</summary>
/// <param name="Session">The session.</param>
/// <param name="Answer">The SDP answer with all candidates of this node.</param>
/// <param name="File">What the file or publication consists of, whether or not the session plays all of it.</param>
public sealed record SessionAnswered(SessionId Session, string Answer, PlayedMedia File) : EngineEvent(Session);
