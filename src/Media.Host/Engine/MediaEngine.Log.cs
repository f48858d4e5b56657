using Microsoft.Extensions.Logging;
using Vod.Media.Engine;

namespace Vod.Media.Host.Engine;

/// <content>What it logs.</content>
internal sealed partial class MediaEngine
{
    [LoggerMessage(1, LogLevel.Information, "Session {Session} ended: {Reason} {Detail}")]
    private partial void LogEnded(SessionId session, SessionEndReason reason, string detail);

    [LoggerMessage(4, LogLevel.Information, "Session {Session} plays: first RTP packet {SinceOpened:F1} ms after it was opened, {SinceConnected:F1} ms after DTLS was up")]
    private partial void LogPlaying(SessionId session, double sinceOpened, double sinceConnected);

    [LoggerMessage(5, LogLevel.Information, "Session {Session}: the path {Verdict}; the stream takes {StreamBitrate} bit/s, the path carries {PathBitrate} bit/s")]
    private partial void LogPath(SessionId session, string verdict, long streamBitrate, long pathBitrate);

    [LoggerMessage(2, LogLevel.Error, "Session {Session} was ended by a defect")]
    private partial void LogDefect(SessionId session, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Session {Session}: {Packets} audio packets were not ready in time and have been skipped")]
    private partial void LogSkippedAudio(SessionId session, int packets);

    [LoggerMessage(6, LogLevel.Information, "Session {Session} publishes {Width}x{Height}: first media {SinceOpened:F1} ms after it was opened, {SinceConnected:F1} ms after DTLS was up")]
    private partial void LogPublishing(SessionId session, int width, int height, double sinceOpened, double sinceConnected);
}
