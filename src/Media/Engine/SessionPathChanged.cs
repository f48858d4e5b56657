namespace Vod.Media.Engine;

/// <summary>The path to the viewer has not carried the stream for some seconds, so the picture is thinned; or it carries it again.</summary>
/// <param name="Session">The session.</param>
/// <param name="IsWideEnough">Whether it carries the stream.</param>
/// <param name="StreamBitrate">Bits per second the stream takes now.</param>
/// <param name="PathBitrate">Bits per second the path is estimated to carry.</param>
public sealed record SessionPathChanged(SessionId Session, bool IsWideEnough, long StreamBitrate, long PathBitrate) : EngineEvent(Session);
