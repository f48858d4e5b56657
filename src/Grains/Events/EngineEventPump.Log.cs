using Microsoft.Extensions.Logging;
using Vod.Media.Engine;

namespace Vod.Grains.Events;

// Event ids 1200 to 1209.
internal sealed partial class EngineEventPump
{
    [LoggerMessage(1200, LogLevel.Debug, "Stream {StreamKey}: {Event} of viewer {MediaSessionId}")]
    private partial void LogEvent(string streamKey, string mediaSessionId, string @event);

    [LoggerMessage(1201, LogLevel.Debug, "{Event} of session {Session}, which is not in the table")]
    private partial void LogUnknownSession(SessionId session, string @event);

    [LoggerMessage(1202, LogLevel.Warning, "Connection {ConnectionId} is given up; closing viewer {MediaSessionId} of stream {StreamKey}")]
    private partial void LogObserverLost(string connectionId, string streamKey, string mediaSessionId);

    [LoggerMessage(1203, LogLevel.Error, "Delivery for viewer {MediaSessionId} of stream {StreamKey} broke")]
    private partial void LogDeliveryBroken(Exception exception, string streamKey, string mediaSessionId);
}
