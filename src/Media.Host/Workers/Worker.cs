using System.Collections.Concurrent;
using Vod.Media.Engine;
using Vod.Media.H264.Packetization;
using Vod.Media.Host.Telemetry;
using Vod.Media.Host.Udp;
using Vod.Media.Host.Workers.Linux;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Timing;

namespace Vod.Media.Host.Workers;

/// <summary>
/// One loop on one thread with one socket. A session belongs to one worker for life, so nothing here is locked; other threads put commands into a queue.
/// </summary>
/// <remarks>
/// Each round: wait for the earliest deadline, a datagram or a command; carry out the commands; take all datagrams; call the sessions that are due; send what they have to say.
/// After every call into a session its outputs are drained before the next input (single mutation, then drain). What it sends is collected and leaves together with that of
/// the others at the end of the round, or earlier when there is much of it.
/// </remarks>
internal sealed partial class Worker : IDisposable
{
    /// <summary>Batches of datagrams taken in one round before deadlines are looked at again, so that a flood cannot stop the playback of others.</summary>
    private const int MaxBatchesPerRound = 4;

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<WorkerCommand> _commands = new();
    private readonly Dictionary<SessionId, WorkerSession> _sessions = [];
    private readonly SessionRouter _router = new();
    private readonly DeadlineHeap _deadlines = new();
    private readonly ReceiveBatch _incoming = new();
    private readonly SendBatch _outgoing = new();
    private readonly LeadControl _lead = new();
    private readonly IDatagramSocket _socket;
    private readonly MonotonicClock _clock;
    private readonly IWorkerEvents _events;
    private readonly WorkerCounters _counters;
    private readonly Thread _thread;
    private MonotonicTime _trimAt;
    private volatile bool _stopping;

    public Worker(int number, IDatagramSocket socket, MonotonicClock clock, IWorkerEvents events, WorkerCounters counters, CutPictures pictures)
    {
        Pictures = pictures;
        _socket = socket;
        _clock = clock;
        _events = events;
        _counters = counters;
        _thread = new Thread(Run) { Name = $"vod-worker-{number}", IsBackground = true };
    }

    /// <summary>The UDP port of this worker.</summary>
    public ushort Port => _socket.Port;

    /// <summary>The processor its thread stays on; null for any.</summary>
    public int? Processor { get; init; }

    /// <summary>The pictures that its viewers send. For what runs on its thread.</summary>
    public CutPictures Pictures { get; }

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Queues a command. Safe from any thread.</summary>
    public void Post(WorkerCommand command)
    {
        _commands.Enqueue(command);
        _socket.Wake();
    }

    /// <summary>Ends all sessions, tells their peers, and stops the thread.</summary>
    public void Dispose()
    {
        _stopping = true;
        _socket.Wake();
        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            _thread.Join();
        }

        _socket.Dispose();
        Pictures.Dispose();
    }

    private void Run()
    {
        if (Processor is { } processor)
        {
            // Where the system does not let it, the worker runs all the same.
            ThreadAffinity.TryPin(processor);
        }

        _counters.Loop.Awake(_clock.Now);
        while (!_stopping)
        {
            MonotonicTime now = _clock.Now;
            _counters.Loop.Sleep(now);
            _lead.Update(_counters.Loop.Busy, now);
            _counters.Lead = _lead.Lead;
            TimeSpan wait = _deadlines.Earliest.IsNever ? MaxWait : _deadlines.Earliest - now;
            _socket.Wait(wait < MaxWait ? wait : MaxWait);
            _counters.Loop.Awake(_clock.Now);

            // In this order: a session is handed over before its answer goes out, so it is known here when the first check of its viewer is.
            RunCommands();
            ReceiveAll();
            CallDueSessions();
            Flush();
            Trim();
        }

        // Sessions that were handed over last end like the others.
        RunCommands();
        foreach (WorkerSession session in _sessions.Values)
        {
            Post(new WorkerCommand.Close(session.Id, SessionEndReason.NodeStopping));
        }

        RunCommands();
        Flush();
    }

    private void Trim()
    {
        if (_clock.Now is var now && now >= _trimAt)
        {
            Pictures.Trim();
            _trimAt = now + CutPictures.TrimInterval;
        }
    }

    private void ReceiveAll()
    {
        bool mayBeMore = true;
        for (int batches = 0; batches < MaxBatchesPerRound && mayBeMore; batches++)
        {
            _socket.Receive(_incoming);
            mayBeMore = _incoming.IsFull;
            for (int i = 0; i < _incoming.Count; i++)
            {
                Route(_incoming.Datagram(i), _incoming.From(i));
            }
        }
    }

    private void Route(Span<byte> datagram, TransportAddress from)
    {
        _counters.CountReceived();
        DatagramKind kind = DatagramClassifier.Classify(datagram);
        if (Find(datagram, kind, from) is not { } session)
        {
            _counters.CountDrop(kind == DatagramKind.Stun ? DropReason.UnknownUfrag : DropReason.UnknownAddress);
            return;
        }

        try
        {
            if (session.Peer.HandleDatagram(datagram, kind, from, _clock.Now) == DatagramOutcome.AddressAuthenticated)
            {
                _router.Learn(session, from);
            }

            Drain(session);
        }
        catch (Exception exception)
        {
            Abort(session, exception);
        }
    }

    private WorkerSession? Find(ReadOnlySpan<byte> datagram, DatagramKind kind, TransportAddress from)
    {
        WorkerSession? found = _router.Find(datagram, kind, from);
        if (found is not null || _commands.IsEmpty)
        {
            return found;
        }

        // A viewer's first check may come before its session has been looked at.
        RunCommands();
        return _router.Find(datagram, kind, from);
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out WorkerCommand? command))
        {
            if (command is WorkerCommand.Visit visit)
            {
                visit.Visitor(_sessions.GetValueOrDefault(visit.Session), _clock.Now);
                continue;
            }

            if (SessionOf(command) is not { } session)
            {
                command.Refuse();
                continue;
            }

            try
            {
                RunCommand(command, session);
            }
            catch (Exception exception)
            {
                Abort(session, exception);
                command.Refuse();
            }
        }
    }

    private WorkerSession? SessionOf(WorkerCommand command) => command switch
    {
        WorkerCommand.Add add => add.Session,
        WorkerCommand.Close close => _sessions.GetValueOrDefault(close.Session),
        WorkerCommand.RestartIce restart => _sessions.GetValueOrDefault(restart.Session),
        WorkerCommand.RequestKeyFrame request => _sessions.GetValueOrDefault(request.Session),
        WorkerCommand.Record record => _sessions.GetValueOrDefault(record.Session) as PublishSession,
        WorkerCommand.ReadCompleted { Session.IsRemoved: false } read => read.Session,
        _ => null,
    };

    private void RunCommand(WorkerCommand command, WorkerSession session)
    {
        switch (command)
        {
            case WorkerCommand.Add:
                _sessions.Add(session.Id, session);
                _router.Add(session);
                session.Peer.Counters.Sum = _counters.Peers;
                break;
            case WorkerCommand.Close close:
                session.Peer.Close(close.Reason, _clock.Now);
                break;
            case WorkerCommand.RestartIce restart:
                bool taken = session.Peer.TryRestartIce(restart.Credentials, _clock.Now);
                _router.Accept(session, session.Peer.LocalUfrag, session.Peer.RestartedUfrag);
                restart.Taken.TrySetResult(taken);
                break;
            case WorkerCommand.Record record:
                ((PublishSession)session).Record(record.Recorder);
                record.Taken.TrySetResult(true);
                break;
            case WorkerCommand.ReadCompleted read:
                read.Session.Viewer.CompleteRead(read.Request, read.BytesRead, read.Failure, _clock.Now);
                break;
        }

        Drain(session);
    }

    private void CallDueSessions()
    {
        MonotonicTime now = _clock.Now;
        _counters.Loop.Look(_deadlines.Earliest, now);
        while (_deadlines.Earliest <= now)
        {
            WorkerSession session = _deadlines.First;
            try
            {
                session.Peer.HandleTimeout(now);
                Drain(session);
            }
            catch (Exception exception)
            {
                Abort(session, exception);
            }
        }
    }

    private void Drain(WorkerSession session)
    {
        MonotonicTime now = _clock.Now;
        if (session is PlaybackSession viewer)
        {
            Read(viewer, now);
            viewer.Viewer.Lead = _lead.Lead;
        }
        else if (session is PublishSession publisher)
        {
            publisher.AskForKeyFrame(now);
        }

        while (session.Peer.PollTransmit(_outgoing.Room, now, out int length, out TransportAddress to))
        {
            _outgoing.Add(length, to);
            if (_outgoing.IsFull)
            {
                Flush();
            }
        }

        bool ended = false;
        while (session.Peer.PollEvent(out PeerEvent peerEvent))
        {
            ended |= peerEvent.Kind == PeerEventKind.Ended;
            if (ended)
            {
                Remove(session);
            }

            _events.OnPeerEvent(session, peerEvent);
        }

        if (!ended)
        {
            // A deadline in the past would make the loop spin on one session; it is called in the next round instead.
            _deadlines.Schedule(session, MonotonicTime.Max(session.Peer.NextTimeout, now + TimeSpan.FromTicks(1)));
        }
    }

    private void Flush()
    {
        _socket.Send(_outgoing);
        _counters.CountSent(_outgoing);
        _outgoing.Clear();
    }

    /// <summary>An exception is a defect of this code. It ends the session it came from and no other.</summary>
    private void Abort(WorkerSession session, Exception exception)
    {
        _counters.CountDefect();
        if (!session.IsRemoved)
        {
            Remove(session);
            _events.OnDefect(session, exception);
        }
    }

    private void Remove(WorkerSession session)
    {
        _sessions.Remove(session.Id);
        _router.Remove(session);
        _deadlines.Remove(session);
        session.IsRemoved = true;
        session.OnRemoved();
        session.Release();
    }
}
