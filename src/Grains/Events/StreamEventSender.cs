using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;

namespace Vod.Grains.Events;

/// <summary>
/// Takes what a publisher or an application tells to the viewers of a stream. It has no place in the mailboxes, which keep one event of a kind: what comes late is worth nothing
/// and is not repeated, and a viewer's own events must not wait behind it.
/// </summary>
internal sealed partial class StreamEventSender(NodeSessionTable sessions, ILogger<StreamEventSender> logger)
{
    /// <summary>Starts a call to every viewer of the stream on this node; their outcomes are only logged. Whoever joins from here on is told what is muted as he begins to play.</summary>
    public void Send(string streamKey, StreamEvent streamEvent, StreamMute mute)
    {
        NodeSession[] all = [.. sessions.Snapshot().Where(session => session.StreamKey == streamKey)];
        foreach (NodeSession publisher in all.Where(session => session.IsPublisher))
        {
            publisher.NoteMute(mute);
        }

        foreach (NodeSession viewer in all.Where(session => session is { IsPublisher: false, ObserverLost: false }))
        {
            _ = SendAsync(viewer, new ViewerStreamEvent(viewer.MediaSessionId, streamEvent, mute));
        }
    }

    private async Task SendAsync(NodeSession viewer, ViewerStreamEvent told)
    {
        try
        {
            await viewer.Observer!.OnViewerEvent(told);
        }
        catch (Exception exception)
        {
            LogNotTaken(exception, viewer.ConnectionId, told.Event.Kind, viewer.MediaSessionId);
        }
    }

    // Event ids 1220 to 1229.
    [LoggerMessage(1220, LogLevel.Debug, "Connection {ConnectionId} did not take {Kind} for viewer {MediaSessionId}")]
    private partial void LogNotTaken(Exception exception, string connectionId, StreamEventKind kind, string mediaSessionId);
}
