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

    private readonly ConcurrentDictionary<SessionId, OpenPlayback> _open = new();

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

    public void Close(SessionId session, SessionEndReason reason)
    {
        Closed.Add((session, reason));
        if (ObeysClose)
        {
            End(session, reason);
        }
    }

    public void Drain() => _draining = true;

    /// <summary>The session of a file; tests give every file a name of its own.</summary>
    public async Task<SessionId> SessionOf(string assetPath) => (await Opened.WaitFor(command => command.AssetPath == assetPath)).Session;

    public void Answer(SessionId session, string answer = "v=0") => Raise(new SessionAnswered(session, answer));

    public void Play(SessionId session) => Raise(new SessionPlaying(session, new PlayedMedia(true, true, 1280, 720, TimeSpan.FromSeconds(60))));

    public void End(SessionId session, SessionEndReason reason, string detail = "")
    {
        if (_open.TryRemove(session, out _))
        {
            Raise(new SessionEnded(session, reason, detail));
        }
    }

    /// <summary>The session is gone and nobody says so: a defect no lease may forgive.</summary>
    public void Vanish(SessionId session) => _open.TryRemove(session, out _);

    private void Raise(EngineEvent engineEvent) => Assert.True(_events.Writer.TryWrite(engineEvent));
}
