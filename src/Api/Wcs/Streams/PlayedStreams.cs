using Microsoft.Extensions.Logging;
using Vod.Api.Streams;
using Vod.Api.Wcs.Messages;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>The streams one connection plays. Called by the connection's mailbox only, so one call at a time.</summary>
/// <param name="connectionId">The connection.</param>
/// <param name="send">Sends a frame to the client.</param>
/// <param name="mailbox">Brings the results of grain calls back here.</param>
/// <param name="cluster">The streams of the cluster.</param>
/// <param name="metrics">The instruments.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class PlayedStreams(
    string connectionId, Action<byte[]> send, WcsMailbox mailbox, IVodStreams cluster, WcsMetrics metrics, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<string, PlayedStream> _streams = new(StringComparer.Ordinal);

    // Viewers whose grain has not confirmed yet that they are gone; they count as streams, so that a client cannot pile them up.
    private readonly List<Task> _leaving = [];

    private IViewerObserver? _observer;

    /// <summary>Starts a stream, or says why not.</summary>
    public void Play(StreamRequest request)
    {
        ForgetLeft();
        if (Refusal(request, out StreamUri uri) is { } refusal)
        {
            Tell(request, refusal);
            return;
        }

        string key = uri.SharedKey ?? Guid.NewGuid().ToString("D");
        SubscribeRequest subscription = new(request.Name, request.MediaSessionId!, connectionId, request.Sdp, Observer());
        PlayJoin join = new(metrics, time, connectionId, request.MediaSessionId!, request.Name);
        PlayedStream stream = new(request, key, new ViewerLink(cluster.Get(key), subscription, logger), join, time.GetUtcNow()) { HeardOf = time.GetTimestamp() };
        _streams.Add(request.MediaSessionId!, stream);
        LogRequested(connectionId, request.MediaSessionId!, key, request.Name);
        _ = AdmitAsync(stream);
    }

    /// <summary>Key of the grain of a stream this connection plays; null when it plays none of this id.</summary>
    public string? KeyOf(string mediaSessionId) => _streams.GetValueOrDefault(mediaSessionId)?.Key;

    /// <summary>Ends a stream on the client's wish. Always answered, even for a stream that is unknown or over: without an answer the page's button hangs.</summary>
    public void Stop(StreamRequest request)
    {
        if (request.MediaSessionId is null)
        {
            return;
        }

        if (_streams.TryGetValue(request.MediaSessionId, out PlayedStream? stream))
        {
            Leave(stream, StreamEndReason.ClosedByViewer);
            End(stream, WcsStatus.StoppedByUser, nameof(StreamEndReason.ClosedByViewer), "");
        }
        else
        {
            Tell(request, WcsStatus.StoppedByUser);
        }
    }

    /// <summary>Tells the status of a stream that is not played here.</summary>
    public void Tell(StreamRequest request, WcsStatus status) =>
        send(ServerMessages.StreamStatus(new StreamStatusEvent(request, status, Media: null, time.GetUtcNow())));

    /// <summary>A node tells what happened to a stream. May come twice, or after the end.</summary>
    public void OnViewerEvent(ViewerEvent viewerEvent)
    {
        if (!_streams.TryGetValue(viewerEvent.MediaSessionId, out PlayedStream? stream))
        {
            return;
        }

        stream.HeardOf = time.GetTimestamp();
        switch (viewerEvent)
        {
            case ViewerAnswered answered when !stream.Answered:
                stream.Answered = true;
                send(ServerMessages.SetRemoteSdp(answered.MediaSessionId, answered.Answer));
                stream.Join.OnReached(JoinStage.Answered);
                TellPlaying(stream);
                break;
            case ViewerPlaying playing:
                stream.Media ??= playing.Media;
                TellPlaying(stream);
                break;
            case ViewerData data:
                send(ServerMessages.StreamData(data.MediaSessionId, data.Payload));
                break;
            case ViewerPathChanged { IsWideEnough: false } path when stream.Playing:
                WcsStatus status = WcsStatus.NotEnoughBandwidth(path.StreamBitrate, path.PathBitrate);
                send(ServerMessages.NotEnoughBandwidth(path.MediaSessionId, status.Info!));
                send(ServerMessages.StreamStatus(stream.Event(status)));
                break;
            case ViewerEnded ended:
                End(stream, WcsStatusMap.For(ended.Reason), ended.Reason.ToString(), ended.Detail);
                break;
        }
    }

    /// <summary>A node carries these streams.</summary>
    public void OnAlive(IReadOnlyList<string> mediaSessionIds)
    {
        foreach (string id in mediaSessionIds)
        {
            if (_streams.TryGetValue(id, out PlayedStream? stream))
            {
                stream.HeardOf = time.GetTimestamp();
            }
        }
    }

    /// <summary>Fails the streams whose nodes have been silent for too long.</summary>
    public void FailLost()
    {
        ForgetLeft();
        foreach (PlayedStream stream in _streams.Values.Where(s => time.GetElapsedTime(s.HeardOf) >= WcsTimes.StreamLease).ToList())
        {
            Leave(stream, StreamEndReason.NodeLost);
            End(stream, WcsStatusMap.For(StreamEndReason.NodeLost), nameof(StreamEndReason.NodeLost), "");
        }
    }

    /// <summary>Frees all streams at once because the connection is over; done when the cluster has confirmed or the time for it is up.</summary>
    public async Task FreeAsync()
    {
        foreach (PlayedStream stream in _streams.Values)
        {
            Leave(stream, StreamEndReason.ClosedByViewer);
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

    // An answer that had to be repeated may come after the start; the client gets the two in their order.
    private void TellPlaying(PlayedStream stream)
    {
        if (stream is { Answered: true, Media: not null, Playing: false })
        {
            stream.Playing = true;
            send(ServerMessages.StreamStatus(stream.Event(WcsStatus.Playing)));
            stream.Join.OnReached(JoinStage.Playing);
        }
    }

    private async Task AdmitAsync(PlayedStream stream)
    {
        stream.Join.Enter();
        try
        {
            SubscribeOutcome outcome = await stream.Link.SubscribeAsync();
            await mailbox.PostAsync(session => session.Streams.OnAdmission(stream, outcome));
        }
        catch (Exception exception)
        {
            LogAdmissionFailed(connectionId, stream.Request.MediaSessionId!, exception);
            await mailbox.PostAsync(session => session.Streams.OnAdmissionFailed(stream));
        }
    }

    private void OnAdmission(PlayedStream stream, SubscribeOutcome outcome)
    {
        if (outcome != SubscribeOutcome.Accepted && IsPlayed(stream))
        {
            End(stream, WcsStatusMap.For(outcome), outcome.ToString(), "");
        }
    }

    private void OnAdmissionFailed(PlayedStream stream)
    {
        if (IsPlayed(stream))
        {
            Leave(stream, StreamEndReason.InternalError);
            End(stream, WcsStatusMap.For(StreamEndReason.InternalError), nameof(StreamEndReason.InternalError), "");
        }
    }

    // The client may have stopped this stream and begun another one under the same id.
    private bool IsPlayed(PlayedStream stream) => _streams.GetValueOrDefault(stream.Request.MediaSessionId!) == stream;

    private void ForgetLeft() => _leaving.RemoveAll(task => task.IsCompleted);

    private void Leave(PlayedStream stream, StreamEndReason reason) => _leaving.Add(stream.Link.UnsubscribeAsync(reason));

    private void End(PlayedStream stream, WcsStatus status, string reason, string detail)
    {
        _streams.Remove(stream.Request.MediaSessionId!);
        LogEnded(connectionId, stream.Request.MediaSessionId!, reason, detail);
        send(ServerMessages.StreamStatus(stream.Event(status)));
        stream.Join.OnEnded(status);
    }

    private IViewerObserver Observer() => _observer ??= cluster.Publish(new MailboxObserver(mailbox));

    [LoggerMessage(EventId = 111, Level = LogLevel.Information, Message = "{Connection}/{Stream}: play {Name} as {Key}")]
    private partial void LogRequested(string connection, string stream, string key, string name);

    [LoggerMessage(EventId = 112, Level = LogLevel.Information, Message = "{Connection}/{Stream}: ended, {Reason} {Detail}")]
    private partial void LogEnded(string connection, string stream, string reason, string detail);

    [LoggerMessage(EventId = 113, Level = LogLevel.Error, Message = "{Connection}/{Stream}: the stream could not be asked")]
    private partial void LogAdmissionFailed(string connection, string stream, Exception exception);

    [LoggerMessage(EventId = 114, Level = LogLevel.Warning, Message = "{Connection}: closed before the cluster confirmed that its streams are free")]
    private partial void LogFarewellLate(string connection);
}
