using Microsoft.Extensions.Logging;

namespace Vod.Grains.Nodes;

// Event ids 1300 to 1399.
internal sealed partial class ViewerLeaseReporter
{
    [LoggerMessage(1300, LogLevel.Information, "Stream {StreamKey} does not know viewer {MediaSessionId}; closing it")]
    private partial void LogOrphaned(string streamKey, string mediaSessionId);

    [LoggerMessage(1301, LogLevel.Debug, "Stream {StreamKey} did not take the report of its viewers")]
    private partial void LogStreamSilent(Exception exception, string streamKey);

    [LoggerMessage(1302, LogLevel.Debug, "Connection {ConnectionId} did not take a sign of life, {Failures} in a row")]
    private partial void LogConnectionSilent(Exception exception, string connectionId, int failures);

    [LoggerMessage(1303, LogLevel.Warning, "Connection {ConnectionId} no longer listens; closing its {Viewers} viewers")]
    private partial void LogConnectionLost(string connectionId, int viewers);
}
