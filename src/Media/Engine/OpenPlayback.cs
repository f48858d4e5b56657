namespace Vod.Media.Engine;

/// <summary>Command: play a file to one browser from the start.</summary>
/// <param name="Session">Identity of the new session.</param>
/// <param name="AssetPath">Path inside the media storage as the viewer wrote it after the scheme, such as "films/a.mp4". Not yet checked.</param>
/// <param name="Offer">The SDP offer of the browser. Not yet checked.</param>
public sealed record OpenPlayback(SessionId Session, string AssetPath, string Offer);
