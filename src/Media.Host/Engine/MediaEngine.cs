using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
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
    private readonly SessionPictures _pictures;
    private readonly MonotonicClock _clock;
    private readonly SessionMetrics _metrics;
    private readonly ILogger _logger;
    private int _count;
    private volatile bool _draining;

    public MediaEngine(
        WorkerPoolFactory workers, SessionOpener opener, SessionPictures pictures, MonotonicClock clock, Meter meter, ILogger<MediaEngine> logger)
    {
        _workers = workers(this);
        _opener = opener;
        _pictures = pictures;
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
    public OpenOutcome Open(OpenPlayback command)
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

        EngineSession session = new(command.Session, _workers.TakeLeastLoaded(), new SessionJoin(_metrics, _clock, command.Session, command.Trace));
        if (!_sessions.TryAdd(command.Session, session))
        {
            session.Dispose();
            _workers.GiveBack(session.Worker);
            Interlocked.Decrement(ref _count);
            return OpenOutcome.DuplicateSession;
        }

        session.Opening = Task.Run(() => OpenAsync(session, command));
        return OpenOutcome.Accepted;
    }

    /// <inheritdoc/>
    public OpenOutcome Publish(OpenPublication command) => _draining ? OpenOutcome.Draining : OpenOutcome.NoCapacity;

    /// <inheritdoc/>
    public OpenOutcome Push(OpenPush command) => _draining ? OpenOutcome.Draining : OpenOutcome.NoCapacity;

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
        _sessions.TryGetValue(session, out EngineSession? open)
            ? await _pictures.OfSessionAsync(open.Worker, session, cancellation)
            : new(CaptureOutcome.NotPlaying, default, "");

    /// <inheritdoc/>
    public Task<CapturedPicture> CaptureAsync(string assetPath, SharedTimeline timeline, CancellationToken cancellation) =>
        _pictures.OfTimelineAsync(assetPath, timeline, cancellation);

    /// <inheritdoc/>
    public Task<RecordingStart> StartRecordingAsync(SessionId publication, RecordingOrder order, CancellationToken cancellation) =>
        Task.FromResult(RecordingStart.NotPublishing);

    /// <inheritdoc/>
    public Task<bool> StopRecordingAsync(SessionId publication, CancellationToken cancellation) => Task.FromResult(false);

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
    void IWorkerEvents.OnDefect(WorkerSession session, Exception exception)
    {
        LogDefect(session.Id, exception);
        End(session.Id, SessionEndReason.InternalError, exception.Message);
    }

    private async Task OpenAsync(EngineSession session, OpenPlayback command)
    {
        session.Join.OnOpening();
        SessionOpenResult opened;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, session.Closing);
        patience.CancelAfter(MaxOpeningTime);
        try
        {
            opened = await _opener.OpenAsync(command, session.Worker, patience.Token);
        }
        catch (OperationCanceledException)
        {
            EndOpening(session);
            return;
        }
        catch (Exception exception)
        {
            LogDefect(session.Id, exception);
            End(session.Id, SessionEndReason.InternalError, exception.Message);
            return;
        }

        if (opened.Session is null)
        {
            End(session.Id, opened.Reason, opened.Detail);
            return;
        }

        session.Media = opened.Media;
        session.Join.OnAnswered();
        _events.Writer.TryWrite(new SessionAnswered(session.Id, opened.Answer, opened.File!));
        if (!session.TryHandOver(opened.Session, out SessionEndReason closed))
        {
            opened.Session.Release();
            End(session.Id, closed, "");
        }
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
        if (_sessions.TryRemove(id, out EngineSession? session))
        {
            session.Dispose();
            _workers.GiveBack(session.Worker);
            Interlocked.Decrement(ref _count);
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

    [LoggerMessage(1, LogLevel.Information, "Session {Session} ended: {Reason} {Detail}")]
    private partial void LogEnded(SessionId session, SessionEndReason reason, string detail);

    [LoggerMessage(4, LogLevel.Information, "Session {Session} plays: first RTP packet {SinceOpened:F1} ms after it was opened, {SinceConnected:F1} ms after DTLS was up")]
    private partial void LogPlaying(SessionId session, double sinceOpened, double sinceConnected);

    [LoggerMessage(5, LogLevel.Information, "Session {Session}: the path {Verdict}; the stream takes {StreamBitrate} bit/s, the path carries {PathBitrate} bit/s")]
    private partial void LogPath(SessionId session, string verdict, long streamBitrate, long pathBitrate);

    [LoggerMessage(2, LogLevel.Error, "Session {Session} was ended by a defect")]
    private partial void LogDefect(SessionId session, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Session {Session}: {Packets} audio packets were not ready in time and have been skipped")]
    private partial void LogSkippedAudio(SessionId session, int packets);
}
