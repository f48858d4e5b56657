using Vod.Media.Dtls;
using Vod.Media.Engine;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Publish;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Network;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Publishing;

/// <summary>One publisher from the first check to the last event: the real core, a scripted browser, a seeded network, virtual time.</summary>
internal sealed class PublishSimulation : IDisposable
{
    private static readonly TransportAddress Address = TransportAddress.FromIPv4(0x7F00_0001, 40001);

    private static readonly DtlsCertificate ServerCertificate =
        DtlsCertificate.Create(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly DtlsContext ServerContext = DtlsContext.Create(ServerCertificate);
    private readonly byte[] _buffer = new byte[1500];
    private readonly SimulatedNetwork _network;

    public PublishSimulation(int seed, PathConditions path, PublisherOptions? options = null)
    {
        Options = options ?? new PublisherOptions();
        Random random = new(seed);
        _network = new SimulatedNetwork(path, random);
        byte[] bytes = new byte[IceCredentials.RandomLength];
        random.NextBytes(bytes);
        IceCredentials credentials = IceCredentials.FromRandom(bytes);
        Now = StartedAt = new MonotonicTime(random.NextInt64(1_000_000_000));
        Publisher = new ScriptedPublisher(Options, (credentials.Ufrag, credentials.Password), ServerCertificate.Fingerprint, random);
        Sink = new MediaSink(Publisher.Film);
        DtlsEndpoint endpoint = new(ServerContext, DtlsRole.Server, Browser.ScriptedBrowser.Certificate.Fingerprint);
        Server = new PublishPeer(new PeerTransport(credentials, endpoint, IceTimeouts.Default, Now), ServerOptions(random), Sink, Now);
    }

    public PublisherOptions Options { get; }

    public PublishPeer Server { get; }

    public ScriptedPublisher Publisher { get; }

    public MediaSink Sink { get; }

    public MonotonicTime Now { get; private set; }

    public MonotonicTime StartedAt { get; }

    public List<PeerEvent> Events { get; } = [];

    /// <summary>Bytes of managed memory that calls into the server took since <see cref="ForgetServerAllocation"/>.</summary>
    public long ServerAllocation { get; private set; }

    /// <summary>How the publication ended; null while it goes on.</summary>
    public SessionEndReason? Ended => Events is [.., { Kind: PeerEventKind.Ended } last] ? last.Reason : null;

    public void ForgetServerAllocation() => ServerAllocation = 0;

    /// <summary>Lets virtual time pass, unless the publication ends before.</summary>
    public void RunFor(TimeSpan time)
    {
        if (Events.Count == 0 && Now == StartedAt)
        {
            Publisher.Start(Now);
            DrainPublisher();
        }

        MonotonicTime end = Now + time;
        while (Ended is null && Step(end))
        {
        }

        Now = Ended is null ? end : Now;
    }

    /// <summary>Lets what is under way arrive, also after the end.</summary>
    public void Settle()
    {
        while (_network.NextArrival is { IsNever: false } next)
        {
            Now = MonotonicTime.Max(Now, next);
            if (_network.TryReceive(Now, out SimulatedNetwork.Datagram datagram) && !datagram.ToServer)
            {
                Deliver(datagram);
            }
        }
    }

    /// <summary>Has the publisher do something between two events.</summary>
    public void Do(Action<ScriptedPublisher, MonotonicTime> action)
    {
        action(Publisher, Now);
        DrainPublisher();
    }

    /// <summary>Steers the server between two events.</summary>
    public void Steer(Action<PublishPeer, MonotonicTime> command)
    {
        command(Server, Now);
        DrainServer();
    }

    public void Dispose()
    {
        Server.Dispose();
        Publisher.Dispose();
    }

    private PublishPeerOptions ServerOptions(Random random) => new()
    {
        Video = Options.HasVideo ? new IncomingStream(Publisher.Video.PayloadType)
        {
            RetransmissionPayloadType = Options.HasRetransmissionStream ? new PayloadType(109) : null,
            HasNack = Options.HasNack,
            HasPictureLossIndication = true,
            Mid = "1"u8.ToArray(),
            Extensions = new(ScriptedPublisher.MidId, ScriptedPublisher.TransportSequenceId, 0),
        }
        : null,
        Codec = Options.Codec,
        Audio = Options.HasAudio ? new IncomingStream(Publisher.Audio.PayloadType)
        {
            Mid = "0"u8.ToArray(),
            Extensions = new(ScriptedPublisher.MidId, ScriptedPublisher.TransportSequenceId, 0),
        }
        : null,
        PathFeedback = Options.PathFeedback,
        HasReducedSizeReports = Options.HasReducedSizeReports,
        MaxSilence = Options.MaxSilence,
        ReportSsrc = new Ssrc(1),
        CanonicalName = "simulation"u8.ToArray(),
        Random = random,
    };

    private bool Step(MonotonicTime deadline)
    {
        MonotonicTime server = Server.NextTimeout;
        MonotonicTime next = MonotonicTime.Min(_network.NextArrival, MonotonicTime.Min(server, Publisher.NextTimeout));
        if (next > deadline)
        {
            return false;
        }

        Now = MonotonicTime.Max(Now, next);
        if (_network.TryReceive(Now, out SimulatedNetwork.Datagram datagram))
        {
            Deliver(datagram);
        }
        else if (server <= Now)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Server.HandleTimeout(Now);
            ServerAllocation += GC.GetAllocatedBytesForCurrentThread() - before;
            DrainServer();
        }
        else
        {
            Publisher.HandleTimeout(Now);
            DrainPublisher();
        }

        return true;
    }

    private void Deliver(in SimulatedNetwork.Datagram datagram)
    {
        if (!datagram.ToServer)
        {
            Publisher.HandleDatagram(datagram.Bytes, Now);
            DrainPublisher();
            return;
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Server.HandleDatagram(datagram.Bytes, DatagramClassifier.Classify(datagram.Bytes), datagram.From, Now);
        ServerAllocation += GC.GetAllocatedBytesForCurrentThread() - before;
        DrainServer();
    }

    private void DrainServer()
    {
        while (TryPollServer(out int length))
        {
            Assert.InRange(length, 1, RtpPacketBudget.MaxDatagram);
            _network.Send(toServer: false, default, _buffer.AsSpan(0, length), Now);
        }

        while (Server.PollEvent(out PeerEvent peerEvent))
        {
            Events.Add(peerEvent);
        }
    }

    private bool TryPollServer(out int length)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool any = Server.PollTransmit(_buffer, Now, out length, out _);
        ServerAllocation += GC.GetAllocatedBytesForCurrentThread() - before;
        return any;
    }

    private void DrainPublisher()
    {
        while (Publisher.TryPollTransmit(Now, out byte[] datagram))
        {
            _network.Send(toServer: true, Address, datagram, Now);
        }
    }
}
