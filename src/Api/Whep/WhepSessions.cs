using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Api.Streams;
using Vod.Grains.Abstractions.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Whep;

/// <summary>
/// The WHEP players and WHIP publishers of this process, as viewers and publishers of the cluster. All of them belong to one control connection, this endpoint, and share its observer; each ends by
/// its DELETE, by the end of its viewer or publication, by the silence of its node, or with the server.
/// </summary>
internal sealed partial class WhepSessions(
    IVodStreams cluster, WhepMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<WhepOptions> options, ILogger<WhepSessions> logger)
    : IHostedService, IAsyncDisposable
{
    // Nobody can guess it (128 bits): whoever knows the URL of a session may end it.
    private const int SessionIdBytes = 16;

    private readonly string _connectionId = Guid.NewGuid().ToString("D");
    private readonly WhepSessionTable _table = new(options.Value.MaxSessions);
    private readonly Lock _lock = new();
    private IViewerObserver? _observer;
    private ITimer? _ticker;

    /// <summary>The session of a URL; null when there is none, or it is over.</summary>
    public WhepSession? Find(WhepTarget target) => _table.TryFind(target, out WhepSession? session) ? session : null;

    /// <summary>
    /// Makes a player a viewer of a stream, or a client its publisher, and waits for the answer. Who is refused, or leaves meanwhile, leaves nothing behind.
    /// </summary>
    /// <param name="target">The endpoint.</param>
    /// <param name="offer">The client's SDP.</param>
    /// <param name="aborted">The client is gone.</param>
    public async Task<WhepOpening> OpenAsync(WhepTarget target, string offer, CancellationToken aborted)
    {
        if (!StreamUri.TryParse(target.Stream, out StreamUri uri) || (target.Publishes && uri.Scheme != StreamScheme.Name))
        {
            return WhepOpening.Refused(WhepStatusMap.For(StreamEndReason.BadUri));
        }

        string key = uri.SharedKey ?? Guid.NewGuid().ToString("D");
        WhepSession session = NewSession(target, key);
        if (!_table.TryAdd(session))
        {
            return WhepOpening.Refused(WhepProblem.TooManySessions);
        }

        metrics.Opened(session.Publishes);
        LogRequested(session.MediaSessionId, session.Publishes ? "publish" : "play", key, session.Stream);
        using CancellationTokenSource patience = new(WhepTimes.Answer, time);
        using CancellationTokenSource any = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, aborted, lifetime.ApplicationStopping);
        try
        {
            return await OpenAsync(session, offer, any.Token);
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            // The stop of the server waits for this request, and so for the stream to be told; a player need not.
            Task closing = CloseAsync(session, StreamEndReason.ClosedByViewer);
            if (!lifetime.ApplicationStopping.IsCancellationRequested)
            {
                return WhepOpening.Refused(WhepProblem.NotAnswered);
            }

            await closing;
            return WhepOpening.Refused(WhepProblem.Stopping);
        }
        catch (Exception exception)
        {
            LogStreamFailed(session.MediaSessionId, exception);
            _ = CloseAsync(session, StreamEndReason.InternalError);
            return WhepOpening.Refused(WhepStatusMap.For(StreamEndReason.InternalError));
        }
    }

    /// <summary>Ends a session; done when the cluster has confirmed it, or the time for it is up. One that is over is ignored.</summary>
    public async Task CloseAsync(WhepSession session, StreamEndReason reason)
    {
        if (!_table.TryRemove(session))
        {
            return;
        }

        LogEnded(session.MediaSessionId, reason, "");
        try
        {
            await FreeAsync(session, reason).WaitAsync(WhepTimes.Farewell, time);
        }
        catch (TimeoutException)
        {
            LogFarewellLate(session.MediaSessionId);
        }
    }

    /// <summary>Asks the node of a session for new ICE credentials; null when it makes none.</summary>
    public async Task<ViewerIceRestart?> RestartIceAsync(WhepSession session)
    {
        try
        {
            return await session.Link.RestartIceAsync().WaitAsync(WhepTimes.Restart, time);
        }
        catch (Exception exception)
        {
            LogStreamFailed(session.MediaSessionId, exception);
            return null;
        }
    }

    /// <summary>A node tells what happened to a viewer. May come twice, or after the end.</summary>
    public void OnViewerEvent(ViewerEvent viewerEvent)
    {
        if (!_table.TryFindViewer(viewerEvent.MediaSessionId, out WhepSession? session))
        {
            return;
        }

        session.HeardOf = time.GetTimestamp();
        session.Settle(viewerEvent);
        if (viewerEvent is ViewerEnded ended && _table.TryRemove(session))
        {
            LogEnded(session.MediaSessionId, ended.Reason, ended.Detail);
            CountDown(session);
        }
    }

    /// <summary>A node carries these viewers.</summary>
    public void OnAlive(IReadOnlyList<string> mediaSessionIds)
    {
        foreach (string id in mediaSessionIds)
        {
            if (_table.TryFindViewer(id, out WhepSession? session))
            {
                session.HeardOf = time.GetTimestamp();
            }
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ticker = time.CreateTimer(_ => CloseLost(), state: null, WhepTimes.Tick, WhepTimes.Tick);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        await Task.WhenAll(_table.Snapshot().Select(session => CloseAsync(session, StreamEndReason.ClosedByViewer)));
        lock (_lock)
        {
            if (_observer is not null)
            {
                cluster.Withdraw(_observer);
                _observer = null;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _ticker?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WhepSession NewSession(WhepTarget target, string key)
    {
        string client = Guid.NewGuid().ToString("D");
        ViewerLink link = new(cluster.Get(key), _connectionId, client, logger);
        return new WhepSession(RandomNumberGenerator.GetHexString(2 * SessionIdBytes, lowercase: true), target, client, link, time.GetTimestamp());
    }

    private async Task<WhepOpening> OpenAsync(WhepSession session, string offer, CancellationToken cancellation)
    {
        if (await AdmitAsync(session, offer).WaitAsync(cancellation) is { } refusal)
        {
            if (_table.TryRemove(session))
            {
                LogRefused(session.MediaSessionId, refusal.Reason);
                CountDown(session);
            }

            return WhepOpening.Refused(refusal);
        }

        ViewerEvent outcome = await session.Outcome.WaitAsync(cancellation);
        if (outcome is not ViewerAnswered answered)
        {
            return WhepOpening.Refused(WhepStatusMap.For(((ViewerEnded)outcome).Reason, session.Publishes));
        }

        session.Answered(new WhepIce(offer, answered.Answer, time));
        return _table.TryPublish(session)
            ? new WhepOpening(session, answered.Answer, Problem: null)
            : WhepOpening.Refused(WhepProblem.NoSuchSession);
    }

    // Null: the cluster has admitted it.
    private async Task<WhepProblem?> AdmitAsync(WhepSession session, string offer)
    {
        if (session.Publishes)
        {
            PublishOutcome publication = await session.Link.PublishAsync(new PublishRequest(session.MediaSessionId, _connectionId, offer, Observer()));
            return publication == PublishOutcome.Accepted ? null : WhepStatusMap.For(publication);
        }

        SubscribeOutcome subscription =
            await session.Link.SubscribeAsync(new SubscribeRequest(session.Stream, session.MediaSessionId, _connectionId, offer, Observer()));
        return subscription == SubscribeOutcome.Accepted ? null : WhepStatusMap.For(subscription);
    }

    private void CloseLost()
    {
        foreach (WhepSession session in _table.Snapshot().Where(session => time.GetElapsedTime(session.HeardOf) >= WhepTimes.Lease))
        {
            session.Settle(new ViewerEnded(session.MediaSessionId, StreamEndReason.NodeLost, ""));
            _ = CloseAsync(session, StreamEndReason.NodeLost);
        }
    }

    private async Task FreeAsync(WhepSession session, StreamEndReason reason)
    {
        await session.Link.UnsubscribeAsync(reason);
        CountDown(session);
    }

    private void CountDown(WhepSession session)
    {
        _table.Free();
        metrics.Ended(session.Publishes);
    }

    // Made with the first player: by then Orleans is up.
    private IViewerObserver Observer()
    {
        lock (_lock)
        {
            return _observer ??= cluster.Publish(new WhepObserver(this));
        }
    }
}
