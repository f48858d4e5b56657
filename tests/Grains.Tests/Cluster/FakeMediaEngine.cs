using System.Collections.Concurrent;
using System.Threading.Channels;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Cluster;

/// <summary>
/// An engine whose sessions do what the test says. The channel completes reads on the writing thread, which is the harshest a real one may do.
/// </summary>
internal sealed class FakeMediaEngine : IMediaEngine
{
    private readonly Channel<EngineEvent> _events =
        Channel.CreateUnbounded<EngineEvent>(new() { SingleReader = true, AllowSynchronousContinuations = true });

    private readonly ConcurrentDictionary<SessionId, object> _open = new();

    private volatile bool _draining;

    public int Capacity { get; set; } = 1000;

    /// <summary>Whether a closed session ends at once; a test that sets it to false makes a session that hangs, or a node that is dead.</summary>
    public bool ObeysClose { get; set; } = true;

    /// <summary>The engine refuses although its load says that there is room: it has filled up since.</summary>
    public bool RefusesSurprisingly { get; set; }

    /// <summary>The next Open throws: a defect.</summary>
    public Exception? NextOpenThrows { get; set; }

    /// <summary>Blocks Open while it is reset: a slow node.</summary>
    public ManualResetEventSlim OpenGate { get; } = new(initialState: true);

    public EventLog<OpenPlayback> Opened { get; } = new();

    public EventLog<OpenPublication> Published { get; } = new();

    public EventLog<(SessionId Session, SessionEndReason Reason)> Closed { get; } = new();

    public EngineLoad Load => new(_open.Count, Capacity, _draining);

    public ChannelReader<EngineEvent> Events => _events.Reader;

    public bool IsOpen(SessionId session) => _open.ContainsKey(session);

    public OpenOutcome Open(OpenPlayback command)
    {
        if (_draining)
        {
            return OpenOutcome.Draining;
        }

        if (NextOpenThrows is { } defect)
        {
            NextOpenThrows = null;
            throw defect;
        }

        if (_open.Count >= Capacity || RefusesSurprisingly)
        {
            return OpenOutcome.NoCapacity;
        }

        bool added = _open.TryAdd(command.Session, command);
        Opened.Add(command);
        OpenGate.Wait(Deadline.Token);
        return added ? OpenOutcome.Accepted : OpenOutcome.DuplicateSession;
    }

    public OpenOutcome Publish(OpenPublication command)
    {
        if (_draining || _open.Count >= Capacity || RefusesSurprisingly)
        {
            return _draining ? OpenOutcome.Draining : OpenOutcome.NoCapacity;
        }

        bool added = _open.TryAdd(command.Session, command);
        Published.Add(command);
        return added ? OpenOutcome.Accepted : OpenOutcome.DuplicateSession;
    }

    public void Close(SessionId session, SessionEndReason reason)
    {
        Closed.Add((session, reason));
        if (ObeysClose)
        {
            End(session, reason);
        }
    }

    /// <summary>What is found out about a file; by default every file can be played.</summary>
    public Func<string, Task<AssetInspection>> Inspection { get; set; } = _ => Task.FromResult(new AssetInspection(File, default, ""));

    /// <summary>What a picture of a session or of a timeline looks like.</summary>
    public Func<object, Task<CapturedPicture>> Capture { get; set; } = _ => Task.FromResult(new CapturedPicture(CaptureOutcome.Taken, new byte[] { 1, 2, 3 }, ""));

    /// <summary>A file of a minute.</summary>
    public static PlayedMedia File { get; } =
        new(true, true, 1280, 720, TimeSpan.FromSeconds(60)) { Picture = PictureTreatment.Encoded, PictureReason = "B-frames" };

    /// <summary>What a browser publishes.</summary>
    public static PlayedMedia Camera { get; } = new(true, true, 640, 480, TimeSpan.Zero) { Picture = PictureTreatment.PassedThrough };

    public Task<AssetInspection> InspectAsync(string assetPath, CancellationToken cancellation) => Inspection(assetPath);

    public Task<CapturedPicture> CaptureAsync(SessionId session, CancellationToken cancellation) => Capture(session);

    public Task<CapturedPicture> CaptureAsync(string assetPath, SharedTimeline timeline, CancellationToken cancellation) => Capture(timeline);

    public EventLog<OpenPush> Pushed { get; } = new();

    public OpenOutcome Push(OpenPush command)
    {
        if (_draining || _open.Count >= Capacity)
        {
            return OpenOutcome.NoCapacity;
        }

        _open[command.Session] = command;
        Pushed.Add(command);
        return OpenOutcome.Accepted;
    }

    public EventLog<(SessionId Session, bool IsMuted)> Muted { get; } = new();

    public bool MutePush(SessionId session, bool isMuted)
    {
        Muted.Add((session, isMuted));
        return IsOpen(session);
    }

    /// <summary>What becomes of an order to record; by default it begins.</summary>
    public string? FindRecording(SessionId publication) => RecordedFile;

    public string? RecordedFile { get; set; }

    public Func<RecordingOrder, RecordingStart> Recording { get; set; } = _ => RecordingStart.Started;

    public Task<RecordingStart> StartRecordingAsync(SessionId publication, RecordingOrder order, CancellationToken cancellation) =>
        Task.FromResult(IsOpen(publication) ? Recording(order) : RecordingStart.NotPublishing);

    public Task<bool> StopRecordingAsync(SessionId publication, CancellationToken cancellation)
    {
        Record(publication, "stopped.mp4");
        return Task.FromResult(true);
    }

    public Task<IceRestart?> RestartIceAsync(SessionId session, CancellationToken cancellation) =>
        Task.FromResult(IsOpen(session) ? new IceRestart("ufrag", "password") : null);

    public void Drain() => _draining = true;

    /// <summary>The session of a file; tests give every file a name of its own.</summary>
    public async Task<SessionId> SessionOf(string assetPath) => (await Opened.WaitFor(command => command.AssetPath == assetPath)).Session;

    public void Answer(SessionId session, string answer = "v=0", PlayedMedia? file = null) => Raise(new SessionAnswered(session, answer, file ?? File));

    public void Play(SessionId session) => Raise(new SessionPlaying(session, File));

    public void Publish(SessionId session) => Raise(new SessionPublishing(session, Camera));

    public void Record(SessionId session, string name) => Raise(new RecordingFinished(session, name, RecordingOutcome.Complete, ""));

    public void ChangePush(SessionId session, PushState state, int failures, string problem) => Raise(new SessionPushChanged(session, state, failures, problem));

    public void ChangePath(SessionId session, bool isWideEnough) => Raise(new SessionPathChanged(session, isWideEnough, 2_700_000, 1_270_000));

    public void End(SessionId session, SessionEndReason reason, string detail = "")
    {
        if (!_open.TryRemove(session, out _))
        {
            return;
        }

        Raise(new SessionEnded(session, reason, detail));
        foreach ((SessionId viewer, object command) in _open)
        {
            if (command is OpenPlayback { Publication: { } watched } && watched == session || command is OpenPush pushed && pushed.Publication == session)
            {
                End(viewer, SessionEndReason.StoppedByPublisher);
            }
        }
    }

    /// <summary>The session is gone and nobody says so: a defect no lease may forgive.</summary>
    public void Vanish(SessionId session) => _open.TryRemove(session, out _);

    private void Raise(EngineEvent engineEvent) => Assert.True(_events.Writer.TryWrite(engineEvent));
}
