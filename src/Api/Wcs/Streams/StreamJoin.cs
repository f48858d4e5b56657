using System.Diagnostics;

namespace Vod.Api.Wcs.Streams;

/// <summary>
/// Follows one <c>playStream</c> or <c>publishStream</c> until the client is told that it plays or publishes, or that it will not. Its span begins a trace: the request that opened the WebSocket lasts as long as
/// the socket does, and is only linked.
/// </summary>
internal sealed class StreamJoin
{
    private readonly WcsMetrics? _metrics;
    private readonly TimeProvider _time;
    private readonly long _askedAt;
    private readonly Activity? _span;

    /// <summary>The client has asked.</summary>
    /// <param name="message">Name of its message.</param>
    /// <param name="metrics">Where the time of a player is counted; null for a publisher, who waits for his own camera.</param>
    /// <param name="time">The clock.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="mediaSessionId">The client's id of the stream.</param>
    /// <param name="uri">The name of the stream.</param>
    public StreamJoin(string message, WcsMetrics? metrics, TimeProvider time, string connectionId, string mediaSessionId, string uri)
    {
        _metrics = metrics;
        _time = time;
        _askedAt = time.GetTimestamp();
        Activity? socket = Activity.Current;
        Activity.Current = null;
        _span = ApiTrace.Source.StartActivity(
            message, ActivityKind.Server, parentContext: default, links: socket is null ? null : [new ActivityLink(socket.Context)]);
        _span?.SetTag("vod.connection.id", connectionId).SetTag("vod.media_session.id", mediaSessionId).SetTag("vod.stream.uri", uri);
        Activity.Current = socket;
    }

    /// <summary>
    /// What follows in the calling asynchronous method is done for this request. Without a span it is done for none, so that it does not go on the account of the socket.
    /// </summary>
    public void Enter() => Activity.Current = _span;

    /// <summary>The client has got so far.</summary>
    public void OnReached(JoinStage stage)
    {
        _metrics?.Joined(stage, _time.GetElapsedTime(_askedAt));
        if (stage == JoinStage.Playing)
        {
            End();
        }
        else
        {
            _span?.AddEvent(new ActivityEvent("setRemoteSDP"));
        }
    }

    /// <summary>The stream is over; after it has been playing this tells nothing new.</summary>
    public void OnEnded(WcsStatus status)
    {
        if (_span is { IsStopped: false })
        {
            if (status.Name == WcsStatus.FailedStatus)
            {
                _span.SetStatus(ActivityStatusCode.Error, status.Info);
            }

            End();
        }
    }

    private void End()
    {
        Activity? current = Activity.Current;
        _span?.Dispose();
        Activity.Current = current;
    }
}
