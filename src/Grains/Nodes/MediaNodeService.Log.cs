using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Nodes;

// Event ids 1100 to 1199.
internal sealed partial class MediaNodeService
{
    [LoggerMessage(1100, LogLevel.Debug, "Stream {StreamKey}: viewer {MediaSessionId} as session {Session}: {Outcome}")]
    private partial void LogOpened(string streamKey, string mediaSessionId, SessionId session, OpenOutcome outcome);

    [LoggerMessage(1101, LogLevel.Debug, "Stream {StreamKey}: closing viewer {MediaSessionId}, session {Session}: {Reason}")]
    private partial void LogClosing(string streamKey, string mediaSessionId, SessionId session, StreamEndReason reason);

    [LoggerMessage(EventId = 1102, Message = "{AssetPath} cannot be played: {Reason} {Detail}")]
    private partial void LogCannotPlay(LogLevel level, string assetPath, SessionEndReason reason, string detail);

    [LoggerMessage(1104, LogLevel.Information, "Stream {StreamKey}: recording session {Session}: {Start}")]
    private partial void LogRecording(string streamKey, SessionId session, RecordingStart start);

    [LoggerMessage(1103, LogLevel.Warning, "No picture could be taken of stream {StreamKey}: {Detail}")]
    private partial void LogNoPicture(string streamKey, string detail);
}
