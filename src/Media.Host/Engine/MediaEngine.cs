using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Host.Publishing;
using Vod.Media.Host.Pushing;
using Vod.Media.Host.Records;
using Vod.Media.Host.Telemetry;
using Vod.Media.Host.Workers;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Timing;

namespace Vod.Media.Host.Engine;

/// <summary>The media plane of one node: workers, assets and the sessions on them, behind the contract that grains use.</summary>
internal sealed partial class MediaEngine : IMediaEngine, IWorkerEvents, IAsyncDisposable
{
    /// <summary>How long opening a file may take: reading an index of the largest size over a slow network takes a few seconds.</summary>
    public static readonly TimeSpan MaxOpeningTime = TimeSpan.FromSeconds(20);

    private readonly Channel<EngineEvent> _events = Channel.CreateUnbounded<EngineEvent>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<SessionId, EngineSession> _sessions = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly WorkerPool _workers;
    private readonly SessionOpener _opener;
    private readonly SessionPublisher _publisher;
    private readonly SessionPictures _pictures;
    private readonly Recordings _recordings;
    private readonly StreamPusher _pusher;
    private readonly MonotonicClock _clock;
    private readonly SessionMetrics _metrics;
    private readonly ILogger _logger;
    private int _count;
    private int _publishers;
    private volatile bool _draining;

    public MediaEngine(
        WorkerPoolFactory workers,
        SessionOpener opener,
        SessionPublisher publisher,
        SessionPictures pictures,
        Recordings recordings,
        StreamPusher pusher,
        MonotonicClock clock,
        Meter meter,
        ILogger<MediaEngine> logger)
    {
        _workers = workers(this);
        _opener = opener;
        _publisher = publisher;
        _pictures = pictures;
        _recordings = recordings;
        _pusher = pusher;
        _clock = clock;
        _logger = logger;
        _metrics = new SessionMetrics(meter);
    }

    /// <summary>Makes the workers of an engine, which tell their events to it.</summary>
    internal delegate WorkerPool WorkerPoolFactory(IWorkerEvents events);

    /// <inheritdoc/>
    public EngineLoad Load => new(Volatile.Read(ref _count), _workers.Capacity, _draining);

    /// <inheritdoc/>
    public ChannelReader<EngineEvent> Events => _events.Reader;

    /// <inheritdoc/>
    public OpenOutcome Open(OpenPlayback command) => Admit(command.Session, command.Trace, isPublisher: false, session => OpenAsync(session, command));

    /// <inheritdoc/>
    public void Close(SessionId session, SessionEndReason reason)
    {
        if (_sessions.TryGetValue(session, out EngineSession? open))
        {
            open.RequestClose(reason);
        }
    }

    /// <inheritdoc/>
    public async Task<AssetInspection> InspectAsync(string assetPath, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, cancellation);
        patience.CancelAfter(MaxOpeningTime);
        try
        {
            return await _opener.InspectAsync(assetPath, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return _stopping.IsCancellationRequested ? new(null, SessionEndReason.NodeStopping, "") : new(null, SessionEndReason.ReadFailed, TookTooLong);
        }
    }

    /// <inheritdoc/>
    public async Task<CapturedPicture> CaptureAsync(SessionId session, CancellationToken cancellation) =>
        !_sessions.TryGetValue(session, out EngineSession? open) ? new(CaptureOutcome.NotPlaying, default, "")
        : open.Publication is { } publication ? await _pictures.OfPublicationAsync(publication.Stream, cancellation)
        : await _pictures.OfSessionAsync(open.Worker, session, cancellation);

    /// <inheritdoc/>
    public Task<CapturedPicture> CaptureAsync(string assetPath, SharedTimeline timeline, CancellationToken cancellation) =>
        _pictures.OfTimelineAsync(assetPath, timeline, cancellation);

    /// <inheritdoc/>
    public async Task<IceRestart?> RestartIceAsync(SessionId session, CancellationToken cancellation)
    {
        if (!_sessions.TryGetValue(session, out EngineSession? open) || open.Media is null)
        {
            return null;
        }

        // The answer is told before the session is on its worker; whoever has it already waits here for the moment between.
        await open.Opening.WaitAsync(cancellation);
        IceCredentials fresh = IceCredentials.FromRandom(RandomNumberGenerator.GetBytes(IceCredentials.RandomLength));
        return await open.RestartIceAsync(fresh).WaitAsync(cancellation) ? new IceRestart(fresh.Ufrag, fresh.Password) : null;
    }

    /// <inheritdoc/>
    public void Drain() => _draining = true;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _draining = true;
        await _stopping.CancelAsync();
        await Task.WhenAll(_sessions.Values.Select(static session => session.Opening));
        await Task.Run(_workers.Dispose);
        await Task.WhenAll(_sessions.Values.Select(static session => session.Ending));
        _events.Writer.TryComplete();
        _stopping.Dispose();
    }

    /// <inheritdoc/>
    void IWorkerEvents.OnPeerEvent(WorkerSession session, PeerEvent peerEvent)
    {
        switch (peerEvent.Kind)
        {
            case PeerEventKind.Connected when _sessions.TryGetValue(session.Id, out EngineSession? open):
                open.Join.OnConnected();
                break;
            case PeerEventKind.Playing when _sessions.TryGetValue(session.Id, out EngineSession? open):
                MonotonicTime now = _clock.Now;
                LogPlaying(session.Id, (now - open.Join.OpenedAt).TotalMilliseconds, (now - open.Join.ConnectedAt).TotalMilliseconds);
                open.Join.OnPlaying();
                _events.Writer.TryWrite(new SessionPlaying(session.Id, open.Media!));
                break;
            case PeerEventKind.Publishing when _sessions.TryGetValue(session.Id, out EngineSession? open):
                OnPublishing(open);
                break;
            case PeerEventKind.PathTooNarrow or PeerEventKind.PathWideEnough:
                bool isWideEnough = peerEvent.Kind == PeerEventKind.PathWideEnough;
                LogPath(session.Id, isWideEnough ? "carries the stream again" : "is too narrow", peerEvent.StreamBitrate, peerEvent.PathBitrate);
                _events.Writer.TryWrite(new SessionPathChanged(session.Id, isWideEnough, peerEvent.StreamBitrate, peerEvent.PathBitrate));
                break;
            case PeerEventKind.Ended:
                LogPlayed(session);
                End(session.Id, peerEvent.Reason, peerEvent.Detail);
                break;
        }
    }

    /// <inheritdoc/>
    void IWorkerEvents.OnDefect(WorkerSession session, Exception exception) => OnDefect(session.Id, exception);

    private OpenOutcome Admit(SessionId id, ActivityContext trace, bool isPublisher, Func<EngineSession, Task> open, bool isPush = false)
    {
        if (_draining)
        {
            return OpenOutcome.Draining;
        }

        if (Interlocked.Increment(ref _count) > _workers.Capacity)
        {
            Interlocked.Decrement(ref _count);
            return OpenOutcome.NoCapacity;
        }

        if (isPublisher && Interlocked.Increment(ref _publishers) > _workers.PublisherCapacity)
        {
            GiveBackPlace(isPublisher);
            return OpenOutcome.NoCapacity;
        }

        EngineSession session = new(id, _workers.TakeLeastLoaded(), new SessionJoin(_metrics, _clock, id, trace, isPublisher || isPush)) { IsPublisher = isPublisher, IsPush = isPush };
        if (!_sessions.TryAdd(id, session))
        {
            session.Dispose();
            _workers.GiveBack(session.Worker);
            GiveBackPlace(isPublisher);
            return OpenOutcome.DuplicateSession;
        }

        session.Opening = Task.Run(() => open(session));
        return OpenOutcome.Accepted;
    }

    private void GiveBackPlace(bool isPublisher)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _publishers, isPublisher ? -1 : 0);
    }

    private async Task OpenAsync(EngineSession session, OpenPlayback command)
    {
        session.Join.OnOpening();
        SessionOpenResult opened;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, session.Closing);
        patience.CancelAfter(MaxOpeningTime);
        try
        {
            opened = command.Publication is { } publication ? Join(command, publication, session.Worker) : await _opener.OpenAsync(command, session.Worker, patience.Token);
        }
        catch (OperationCanceledException)
        {
            EndOpening(session);
            return;
        }
        catch (Exception exception)
        {
            OnDefect(session.Id, exception);
            return;
        }

        HandOver(session, opened);
    }

    private bool HandOver(EngineSession session, in SessionOpenResult opened)
    {
        if (opened.Session is null)
        {
            End(session.Id, opened.Reason, opened.Detail);
            return false;
        }

        session.Media = opened.Media;
        session.Publication = opened.Publication;
        session.Join.OnAnswered();
        _events.Writer.TryWrite(new SessionAnswered(session.Id, opened.Answer, opened.File!));
        if (session.TryHandOver(opened.Session, out SessionEndReason closed))
        {
            return true;
        }

        opened.Session.Release();
        End(session.Id, closed, "");
        return false;
    }

    private void OnDefect(SessionId session, Exception exception)
    {
        LogDefect(session, exception);
        End(session, SessionEndReason.InternalError, exception.Message);
    }

    private static string TookTooLong => $"the file could not be opened within {MaxOpeningTime.TotalSeconds:F0} s";

    private void EndOpening(EngineSession session)
    {
        if (session.CloseRequested is { } closed)
        {
            End(session.Id, closed, "");
        }
        else if (_stopping.IsCancellationRequested)
        {
            End(session.Id, SessionEndReason.NodeStopping, "");
        }
        else
        {
            End(session.Id, SessionEndReason.ReadFailed, TookTooLong);
        }
    }

    private void End(SessionId id, SessionEndReason reason, string detail)
    {
        if (!_sessions.TryGetValue(id, out EngineSession? session))
        {
            return;
        }

        if (session.Recorder is { } recorder)
        {
            session.Ending = EndAsync(recorder, () => Complete(id, reason, detail));
        }
        else
        {
            Complete(id, reason, detail);
        }
    }

    // What was recorded is complete, and told of, before the end of the publication is.
    private static async Task EndAsync(PublicationRecorder recorder, Action complete)
    {
        await recorder.EndAsync();
        complete();
    }

    private void Complete(SessionId id, SessionEndReason reason, string detail)
    {
        if (_sessions.TryRemove(id, out EngineSession? session))
        {
            session.Dispose();
            _workers.GiveBack(session.Worker);
            GiveBackPlace(session.IsPublisher);
            session.Join.OnEnded(reason);
            LogEnded(id, reason, detail);
            _events.Writer.TryWrite(new SessionEnded(id, reason, detail));
        }
    }

    private void LogPlayed(WorkerSession session)
    {
        if (session is PlaybackSession { Viewer.SkippedAudioPackets: > 0 and int skipped })
        {
            LogSkippedAudio(session.Id, skipped);
        }
    }
}
