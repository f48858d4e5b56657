using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;

namespace Vod.Grains.Events;

/// <summary>
/// Takes data of an application to the viewers of a stream. It has no place in the mailboxes, which keep one event of a kind: a late piece of data is worth nothing
/// and is not repeated, and a viewer's own events must not wait behind it.
/// </summary>
internal sealed partial class ViewerDataSender(NodeSessionTable sessions, ILogger<ViewerDataSender> logger)
{
    /// <summary>Starts a call to every viewer of the stream on this node; their outcomes are only logged.</summary>
    public void Send(string streamKey, string payload)
    {
        foreach (NodeSession session in sessions.Snapshot().Where(session => session.StreamKey == streamKey && session is { IsPublisher: false, ObserverLost: false }))
        {
            _ = SendAsync(session, new ViewerData(session.MediaSessionId, payload));
        }
    }

    private async Task SendAsync(NodeSession session, ViewerData data)
    {
        try
        {
            await session.Observer!.OnViewerEvent(data);
        }
        catch (Exception exception)
        {
            LogNotTaken(exception, session.ConnectionId, session.MediaSessionId);
        }
    }

    // Event ids 1220 to 1229.
    [LoggerMessage(1220, LogLevel.Debug, "Connection {ConnectionId} did not take data for viewer {MediaSessionId}")]
    private partial void LogNotTaken(Exception exception, string connectionId, string mediaSessionId);
}
