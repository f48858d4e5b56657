using Microsoft.Extensions.Logging;
using Vod.Api.Pushes;
using Vod.Api.Streams;
using Vod.Api.Wcs.Messages;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>The streams one connection plays and publishes. Called by the connection's mailbox only, so one call at a time.</summary>
/// <param name="connectionId">The connection.</param>
/// <param name="send">Sends a frame to the client.</param>
/// <param name="mailbox">Brings the results of grain calls back here.</param>
/// <param name="cluster">The streams of the cluster.</param>
/// <param name="targets">Where what is published may be sent on to.</param>
/// <param name="metrics">The instruments.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ConnectionStreams(
    string connectionId, Action<byte[]> send, WcsMailbox mailbox, IVodStreams cluster, PushTargets targets, WcsMetrics metrics, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<string, ConnectionStream> _streams = new(StringComparer.Ordinal);

    // Those whose grain has not confirmed yet that they are gone; they count as streams, so that a client cannot pile them up.
    private readonly List<Task> _leaving = [];

    private IViewerObserver? _observer;

    /// <summary>Starts to play a stream, or says why not.</summary>
    public void Play(StreamRequest request)
    {
        if (Refusal(request, out StreamUri uri) is { } refusal)
        {
            Tell(request, refusal);
            return;
        }

        string key = uri.SharedKey ?? Guid.NewGuid().ToString("D");
        Begin(new PlayedStream(request, key, LinkOf(request, key), JoinOf(request, "playStream", metrics), time.GetUtcNow(), send), request.Sdp);
    }

    /// <summary>Starts to publish a stream, or says why not.</summary>
    public void Publish(StreamRequest request)
    {
        string? target = null;
        WcsStatus? refusal = Refusal(request, out StreamUri uri) switch
        {
            { } common => common,
            null when uri.Scheme != StreamScheme.Name => WcsStatus.BadUri,
            null when request.RtmpUrl is { } url && !targets.TryAllow(url, request.Name, out target) => WcsStatus.RestrictedAccess,
            null => null,
        };
        if (refusal is not null)
        {
            Tell(request, refusal.Value);
            return;
        }

        string key = uri.SharedKey!;
        Begin(new PublishedStream(request with { RtmpUrl = target }, key, LinkOf(request, key), JoinOf(request, "publishStream", null), time.GetUtcNow(), send), request.Sdp);
    }

    /// <summary>Key of the grain of a stream of this connection; null when it has none of this id.</summary>
    public string? KeyOf(string mediaSessionId) => _streams.GetValueOrDefault(mediaSessionId)?.Key;

    /// <summary>
    /// Ends a stream on the client's wish. Always answered, even for a stream that is unknown or over: without an answer the page's button hangs. When a page hears that it
    /// no longer publishes, the name is free; a repeated wish is not answered before that.
    /// </summary>
    public void Stop(StreamRequest request)
    {
        if (request.MediaSessionId is null)
        {
            return;
        }

        if (!_streams.TryGetValue(request.MediaSessionId, out ConnectionStream? stream))
        {
            Tell(request, request.Published ? WcsStatus.UnpublishedByUser : WcsStatus.StoppedByUser);
        }
        else if (!stream.Request.Published)
        {
            _ = Leave(stream, StreamEndReason.ClosedByViewer);
            End(stream, StreamEndReason.ClosedByViewer, "");
        }
        else if (stream.LeftAt is null)
        {
            _ = UnpublishAsync(stream, Leave(stream, StreamEndReason.ClosedByViewer));
        }
    }

    /// <summary>Tells something to all viewers of a stream this connection publishes. False when too much of it waits; what is about any other stream is ignored.</summary>
    public bool TrySendEvent(string mediaSessionId, StreamEvent streamEvent) =>
        _streams.GetValueOrDefault(mediaSessionId) is not PublishedStream published || published.TrySendEvent(streamEvent);

    /// <summary>Tells the status of a stream that is not one of this connection.</summary>
    public void Tell(StreamRequest request, WcsStatus status) =>
        send(ServerMessages.StreamStatus(new StreamStatusEvent(request, status, Media: null, time.GetUtcNow())));

    /// <summary>A node tells what happened to a stream. May come twice, or after the end.</summary>
    public void OnViewerEvent(ViewerEvent viewerEvent)
    {
        if (!_streams.TryGetValue(viewerEvent.MediaSessionId, out ConnectionStream? stream))
        {
            return;
        }

        stream.HeardOf = time.GetTimestamp();
        if (viewerEvent is ViewerEnded ended)
        {
            End(stream, ended.Reason, ended.Detail);
        }
        else
        {
            stream.On(viewerEvent);
        }
    }

    /// <summary>A node carries these streams.</summary>
    public void OnAlive(IReadOnlyList<string> mediaSessionIds)
    {
        foreach (string id in mediaSessionIds)
        {
            if (_streams.TryGetValue(id, out ConnectionStream? stream))
            {
                stream.HeardOf = time.GetTimestamp();
            }
        }
    }

    /// <summary>Ends the streams whose nodes have been silent for too long, or take too long over a last event.</summary>
    public void EndLost()
    {
        ForgetLeft();
        foreach (ConnectionStream stream in _streams.Values.ToList())
        {
            if (stream.LeftAt is { } leftAt && time.GetElapsedTime(leftAt) >= WcsTimes.RecordFinish)
            {
                End(stream, StreamEndReason.ClosedByViewer, "the end of its recording did not come");
            }
            else if (time.GetElapsedTime(stream.HeardOf) >= WcsTimes.StreamLease)
            {
                _ = Leave(stream, StreamEndReason.NodeLost);
                End(stream, StreamEndReason.NodeLost, "");
            }
        }
    }

    /// <summary>Frees all streams at once because the connection is over; done when the cluster has confirmed or the time for it is up.</summary>
    public async Task FreeAsync()
    {
        foreach (ConnectionStream stream in _streams.Values)
        {
            _ = Leave(stream, StreamEndReason.ClosedByViewer);
            stream.Join.OnEnded(WcsStatus.StoppedByUser);
        }

        _streams.Clear();
        try
        {
            await Task.WhenAll(_leaving).WaitAsync(WcsTimes.Farewell, time);
        }
        catch (TimeoutException)
        {
            LogFarewellLate(connectionId);
        }

        if (_observer is not null)
        {
            cluster.Withdraw(_observer);
        }
    }

    private WcsStatus? Refusal(StreamRequest request, out StreamUri uri)
    {
        ForgetLeft();
        bool isUri = StreamUri.TryParse(request.Name, out uri);
        return request switch
        {
            { MediaSessionId: null } => WcsStatus.NoMediaSessionId,
            _ when _streams.ContainsKey(request.MediaSessionId) => WcsStatus.DuplicateMediaSessionId,
            _ when _streams.Count + _leaving.Count >= WcsLimits.MaxStreams => WcsStatus.TooManyStreams,
            _ when !isUri => WcsStatus.BadUri,
            _ when request.MediaProvider != StreamRequest.WebRtc => WcsStatus.NoCommonCodecs,
            _ => null,
        };
    }

    private ViewerLink LinkOf(StreamRequest request, string key) => new(cluster.Get(key), connectionId, request.MediaSessionId!, logger);

    private StreamJoin JoinOf(StreamRequest request, string message, WcsMetrics? counted) =>
        new(message, counted, time, connectionId, request.MediaSessionId!, request.Name);

    private void Begin(ConnectionStream stream, string offer)
    {
        stream.HeardOf = time.GetTimestamp();
        _streams.Add(stream.Id, stream);
        LogRequested(connectionId, stream.Id, stream.Request.Published ? "publish" : "play", stream.Request.Name, stream.Key);
        _ = AdmitAsync(stream, offer, Observer());
    }

    private async Task AdmitAsync(ConnectionStream stream, string offer, IViewerObserver observer)
    {
        stream.Join.Enter();
        try
        {
            if (await stream.AdmitAsync(connectionId, offer, observer) is { } refusal)
            {
                await mailbox.PostAsync(session => session.Streams.OnRefused(stream, refusal));
            }
        }
        catch (Exception exception)
        {
            LogAdmissionFailed(connectionId, stream.Id, exception);
            await mailbox.PostAsync(session => session.Streams.OnAdmissionFailed(stream));
        }
    }

    private void OnRefused(ConnectionStream stream, StreamRefusal refusal)
    {
        if (IsHeld(stream))
        {
            End(stream, refusal.Status, refusal.Reason, "");
        }
    }

    private void OnAdmissionFailed(ConnectionStream stream)
    {
        if (IsHeld(stream))
        {
            _ = Leave(stream, StreamEndReason.InternalError);
            End(stream, StreamEndReason.InternalError, "");
        }
    }

    private async Task UnpublishAsync(ConnectionStream stream, Task<bool> left)
    {
        bool isRecorded = await left;
        await mailbox.PostAsync(session => session.Streams.OnLeft(stream, isRecorded));
    }

    private void OnLeft(ConnectionStream stream, bool isRecorded)
    {
        if (IsHeld(stream) && !isRecorded && !stream.EndsWithLastEvent)
        {
            End(stream, StreamEndReason.ClosedByViewer, "");
        }
    }

    // The client may have stopped this stream and begun another one under the same id.
    private bool IsHeld(ConnectionStream stream) => _streams.GetValueOrDefault(stream.Id) == stream;

    private void ForgetLeft() => _leaving.RemoveAll(task => task.IsCompleted);

    private Task<bool> Leave(ConnectionStream stream, StreamEndReason reason)
    {
        if (stream.LeftAt is not null)
        {
            return Task.FromResult(false);
        }

        stream.LeftAt = time.GetTimestamp();
        Task<bool> left = stream.Link.UnsubscribeAsync(reason);
        _leaving.Add(left);
        return left;
    }

    private void End(ConnectionStream stream, StreamEndReason reason, string detail) => End(stream, stream.StatusOf(reason), reason.ToString(), detail);

    private void End(ConnectionStream stream, WcsStatus status, string reason, string detail)
    {
        _streams.Remove(stream.Id);
        LogEnded(connectionId, stream.Id, reason, detail);
        send(ServerMessages.StreamStatus(stream.Event(status)));
        stream.Join.OnEnded(status);
    }

    private IViewerObserver Observer() => _observer ??= cluster.Publish(new MailboxObserver(mailbox));

    [LoggerMessage(EventId = 111, Level = LogLevel.Information, Message = "{Connection}/{Stream}: {Verb} {Name} as {Key}")]
    private partial void LogRequested(string connection, string stream, string verb, string name, string key);

    [LoggerMessage(EventId = 112, Level = LogLevel.Information, Message = "{Connection}/{Stream}: ended, {Reason} {Detail}")]
    private partial void LogEnded(string connection, string stream, string reason, string detail);

    [LoggerMessage(EventId = 113, Level = LogLevel.Error, Message = "{Connection}/{Stream}: the stream could not be asked")]
    private partial void LogAdmissionFailed(string connection, string stream, Exception exception);

    [LoggerMessage(EventId = 114, Level = LogLevel.Warning, Message = "{Connection}: closed before the cluster confirmed that its streams are free")]
    private partial void LogFarewellLate(string connection);
}
