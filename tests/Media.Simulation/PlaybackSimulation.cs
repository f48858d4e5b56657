using Vod.Media.Bandwidth;
using Vod.Media.Dtls;
using Vod.Media.Engine;
using Vod.Media.H264.Packetization;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation;

/// <summary>One viewer from the first check to the last event: the real core, a scripted browser, a seeded network and storage, virtual time.</summary>
internal sealed class PlaybackSimulation : IDisposable
{
    /// <summary>Where the datagrams of the browser come from.</summary>
    public static readonly TransportAddress BrowserAddress = TransportAddress.FromIPv4(0x7F00_0001, 40000);

    private static readonly DtlsCertificate ServerCertificate =
        DtlsCertificate.Create(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly DtlsContext ServerContext = DtlsContext.Create(ServerCertificate);
    private readonly PriorityQueue<(ReadRequest Request, SimulatedRead? Fate), MonotonicTime> _reads = new();
    private readonly byte[] _buffer = new byte[1500];
    private readonly Random _random;
    private readonly IFilm _film;
    private readonly SimulatedNetwork _network;
    private MonotonicTime _trimAt;

    public PlaybackSimulation(int seed, PathConditions path, SimulationOptions? options = null, IFilm? film = null, CutPictures? pictures = null)
    {
        Pictures = pictures ?? new CutPictures();
        Options = options ?? new SimulationOptions();
        _random = new Random(seed);
        Func<long, bool>? resident = Options.Resident is { } isResident ? offset => isResident(this, offset) : null;
        File = new SimulatedFile(Options, _random, resident)
        {
            Failure = Options.AudioFails,
            IsMade = IsMade,
        };
        _film = film ?? File;
        _network = new SimulatedNetwork(path, _random);
        byte[] random = new byte[IceCredentials.RandomLength];
        _random.NextBytes(random);
        IceCredentials credentials = IceCredentials.FromRandom(random);
        VideoStream = NextStream(102) with { Extensions = ExtensionsOf(Options.PathFeedback) };
        AudioStream = NextStream(111) with { Extensions = ExtensionsOf(Options.PathFeedback) };
        RtxStream rtx = new(new PayloadType(103), new Ssrc(3), new SequenceNumber((ushort)_random.Next(32768)));
        Now = StartedAt = Options.StartsAt ?? new MonotonicTime(_random.NextInt64(1_000_000_000));
        DtlsEndpoint endpoint = new(ServerContext, DtlsRole.Server, ScriptedBrowser.Certificate.Fingerprint);
        Server = new PlaybackPeer(
            new PeerTransport(credentials, endpoint, Options.IceTimeouts, Now),
            new PlaybackPeerOptions
            {
                Video = Options.HasVideo ? _film.Video : null,
                Pictures = Pictures,
                VideoStream = VideoStream,
                VideoRetransmission = Options.HasRetransmissionStream ? rtx : null,
                Audio = Options.HasAudio ? _film.Audio : null,
                AudioStream = AudioStream,
                PathFeedback = Options.PathFeedback,
                CanonicalName = "simulation"u8.ToArray(),
                Duration = _film.Duration,
                Loop = Options.Loops ? _film.LoopPeriod : null,
                Live = _film.Live,
                SharedEpoch = Options.SharedFor is { } age ? Now - age : null,
                UnixTimeAtZero = TimeSpan.FromDays(20_000),
                Random = _random,
            },
            Now);
        Server.Lead = Options.Lead;
        Browser = new ScriptedBrowser(
            new BrowserOptions
            {
                ServerUfrag = credentials.Ufrag,
                ServerPassword = credentials.Password,
                ServerFingerprint = Options.WrongServerFingerprint ? ScriptedBrowser.Certificate.Fingerprint : ServerCertificate.Fingerprint,
                Address = BrowserAddress,
                VideoSsrc = VideoStream.Ssrc,
                RetransmissionSsrc = rtx.Ssrc,
                AudioSsrc = AudioStream.Ssrc,
                FirstVideoSequenceNumber = VideoStream.FirstSequenceNumber.Value,
                SendsFeedback = Options.SendsFeedback,
                PathFeedback = Options.PathFeedback,
            },
            _random);
    }

    public SimulationOptions Options { get; }

    /// <summary>What is played, unless a film of its own was given.</summary>
    public SimulatedFile File { get; }

    /// <summary>The pictures of the worker the server would be on.</summary>
    public CutPictures Pictures { get; }

    public PlaybackPeer Server { get; }

    public ScriptedBrowser Browser { get; }

    public RtpStream VideoStream { get; }

    public RtpStream AudioStream { get; }

    public MonotonicTime Now { get; private set; }

    public MonotonicTime StartedAt { get; }

    /// <summary>Where a shared timeline stands.</summary>
    public TimeSpan SharedPosition => Now - StartedAt + Options.SharedFor!.Value;

    /// <summary>Calls of the server's timer: what a worker would wake for.</summary>
    public int Timeouts { get; private set; }

    /// <summary>Calls into the server since <see cref="ForgetServerAllocation"/>.</summary>
    public int ServerCalls { get; private set; }

    /// <summary>Bytes of managed memory those calls took.</summary>
    public long ServerAllocation { get; private set; }

    /// <summary>Reads the server has asked for.</summary>
    public int Reads { get; private set; }

    /// <summary>Bytes of those reads.</summary>
    public long ReadBytes { get; private set; }

    public MonotonicTime? PlayingAt { get; private set; }

    /// <summary>Where media was sent, one entry per change.</summary>
    public List<(TransportAddress To, MonotonicTime Since)> MediaPaths { get; } = [];

    /// <summary>Every datagram of the server: when, and how long it is.</summary>
    public List<(MonotonicTime At, int Length)> Sent { get; } = [];

    /// <summary>An address that datagrams neither reach nor leave any more.</summary>
    public TransportAddress? Unreachable { get; set; }

    public List<PeerEvent> Events { get; } = [];

    /// <summary>How the session ended; null while it goes on.</summary>
    public SessionEndReason? Ended => Events is [.., { Kind: PeerEventKind.Ended } last] ? last.Reason : null;

    public void ForgetServerAllocation() => (ServerCalls, ServerAllocation) = (0, 0);

    public void Run(TimeSpan atMost) => RunUntil(() => Ended is not null, atMost);

    /// <summary>Runs until a condition holds; fails when virtual time runs out first.</summary>
    public void RunUntil(Func<bool> condition, TimeSpan atMost)
    {
        MonotonicTime deadline = Now + atMost;
        if (Events.Count == 0 && !Browser.IsConnected)
        {
            Browser.Start(Now);
        }

        DrainServer();
        DrainBrowser();
        while (!condition())
        {
            Assert.True(Step(deadline), $"virtual time ran out; state {Server.State}, events [{string.Join(", ", Events)}]");
        }
    }

    /// <summary>Lets what is under way arrive.</summary>
    public void Settle()
    {
        while (_network.NextArrival is { IsNever: false } next)
        {
            Now = MonotonicTime.Max(Now, next);
            Arrive();
        }
    }

    /// <summary>The machine stands still for a while: nothing is called, datagrams wait.</summary>
    public void Freeze(TimeSpan duration) => Now += duration;

    public void CloseBrowser()
    {
        Browser.Close(Now);
        DrainBrowser();
    }

    public void SendToServer(byte[] datagram, TransportAddress from)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Server.HandleDatagram(datagram, DatagramClassifier.Classify(datagram), from, Now);
        Count(before);
        DrainServer();
    }

    /// <summary>ICE is restarted: the server gets new credentials, the browser checks with them from another address.</summary>
    public void RestartIce(TransportAddress from)
    {
        byte[] random = new byte[IceCredentials.RandomLength];
        _random.NextBytes(random);
        IceCredentials fresh = IceCredentials.FromRandom(random);
        Assert.True(Server.TryRestartIce(fresh, Now));
        DrainServer();
        Browser.RestartIce(fresh.Ufrag, fresh.Password, from, Now);
        DrainBrowser();
    }

    /// <summary>Steers the server between two events.</summary>
    public bool Steer(Func<PlaybackPeer, MonotonicTime, bool> command)
    {
        bool done = command(Server, Now);
        DrainServer();
        return done;
    }

    /// <summary>Lets virtual time pass, unless the session ends before.</summary>
    public void RunFor(TimeSpan time)
    {
        MonotonicTime end = Now + time;
        DrainServer();
        while (Ended is null && Step(end))
        {
        }

        Now = Ended is null ? end : Now;
    }

    public void RequestKeyFrame() => Do(static browser => browser.RequestKeyFrame());

    /// <summary>Has the browser do something between two events.</summary>
    public void Do(Action<ScriptedBrowser> action)
    {
        action(Browser);
        DrainBrowser();
    }

    public void Dispose()
    {
        Server.Dispose();
        Browser.Dispose();
    }

    private bool IsMade(int packet)
    {
        (int first, int count) = Options.AudioNotReady.GetOffsetAndLength(int.MaxValue);
        return packet < first || packet - first >= count || Now - StartedAt >= Options.AudioReadyAfter;
    }

    private bool Step(MonotonicTime deadline)
    {
        MonotonicTime read = _reads.TryPeek(out _, out MonotonicTime readAt) ? readAt : MonotonicTime.Never;
        MonotonicTime server = Ended is null ? Server.NextTimeout : MonotonicTime.Never;
        MonotonicTime next = MonotonicTime.Min(
            MonotonicTime.Min(_network.NextArrival, read), MonotonicTime.Min(server, Browser.NextTimeout));
        if (next > deadline)
        {
            return false;
        }

        Now = MonotonicTime.Max(Now, next);
        if (Now >= _trimAt)
        {
            Pictures.Trim();
            _trimAt = Now + CutPictures.TrimInterval;
        }

        if (_network.NextArrival <= Now)
        {
            Arrive();
        }
        else if (read <= Now)
        {
            (ReadRequest request, SimulatedRead? fate) = _reads.Dequeue();
            _film.Read(request);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Server.CompleteRead(request, request.Length - (fate?.MissingBytes ?? 0), fate?.Failure, Now);
            Count(before);
            DrainServer();
        }
        else if (server <= Now)
        {
            Timeouts++;
            long before = GC.GetAllocatedBytesForCurrentThread();
            Server.HandleTimeout(Now);
            Count(before);
            DrainServer();
        }
        else
        {
            Browser.HandleTimeout(Now);
            DrainBrowser();
        }

        return true;
    }

    private void Arrive()
    {
        if (!_network.TryReceive(Now, out SimulatedNetwork.Datagram datagram))
        {
            return;
        }

        if (datagram.ToServer)
        {
            if (Ended is null)
            {
                SendToServer(datagram.Bytes, datagram.From);
            }
        }
        else
        {
            Browser.HandleDatagram(datagram.Bytes, Now);
            DrainBrowser();
        }
    }

    private void DrainServer()
    {
        while (Ended is null && PollRead(out ReadRequest request))
        {
            SimulatedRead? fate = Options.Storage(Reads++);
            ReadBytes += request.Length;
            if (fate != SimulatedRead.Never)
            {
                _reads.Enqueue((request, fate), Now + (fate?.Delay ?? (Options.StorageDelay * _random.NextDouble())));
            }
        }

        while (Ended is null && PollTransmit(out int length, out TransportAddress to))
        {
            Assert.Contains(to, Browser.Paths.Reachable);
            Assert.InRange(length, 1, RtpPacketBudget.MaxDatagram);
            NotePath(to, length);
            Sent.Add((Now, length));
            if (to != Unreachable)
            {
                _network.Send(toServer: false, default, _buffer.AsSpan(0, length), Now);
            }
        }

        while (Server.PollEvent(out PeerEvent peerEvent))
        {
            PlayingAt ??= peerEvent.Kind == PeerEventKind.Playing ? Now : null;
            Events.Add(peerEvent);
        }
    }

    private void NotePath(TransportAddress to, int length)
    {
        bool isMedia = DatagramClassifier.Classify(_buffer.AsSpan(0, length)) == DatagramKind.Rtp;
        if (isMedia && (MediaPaths.Count == 0 || MediaPaths[^1].To != to))
        {
            MediaPaths.Add((to, Now));
        }
    }

    private bool PollTransmit(out int length, out TransportAddress to)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool any = Server.PollTransmit(_buffer, Now, out length, out to);
        Count(before);
        return any;
    }

    private bool PollRead(out ReadRequest request)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool any = Server.PollRead(Now, out request);
        Count(before);
        return any;
    }

    private void Count(long allocatedBefore)
    {
        ServerCalls++;
        ServerAllocation += GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
    }

    private void DrainBrowser()
    {
        while (Browser.TryPollTransmit(out byte[] datagram, out TransportAddress from))
        {
            if (from != Unreachable)
            {
                _network.Send(toServer: true, from, datagram, Now);
            }
        }
    }

    private static RtpExtensionIds ExtensionsOf(PathFeedback feedback) => feedback switch
    {
        PathFeedback.TransportWide => new(0, BrowserOptions.TransportSequenceId, 0),
        PathFeedback.ReceiverEstimate => new(0, 0, BrowserOptions.AbsSendTimeId),
        _ => default,
    };

    private RtpStream NextStream(byte payloadType) => new(
        new PayloadType(payloadType),
        new Ssrc((uint)_random.Next(100, int.MaxValue)),
        new SequenceNumber((ushort)_random.Next(32768)),
        new RtpTimestamp((uint)_random.NextInt64(1L << 32)));
}
