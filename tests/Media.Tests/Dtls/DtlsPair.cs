using Vod.Media.Dtls;
using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Dtls;

/// <summary>A client and a server joined by a simulated path on virtual time. By default the path takes 10 ms and loses nothing.</summary>
internal sealed class DtlsPair : IDisposable
{
    public static readonly DtlsCertificate ServerCertificate = NewCertificate();
    public static readonly DtlsCertificate ClientCertificate = NewCertificate();
    private static readonly DtlsContext ServerContext = DtlsContext.Create(ServerCertificate);
    private static readonly DtlsContext ClientContext = DtlsContext.Create(ClientCertificate);
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(10);

    private readonly PriorityQueue<(DtlsEndpoint To, byte[] Datagram), (MonotonicTime At, int Order)> _path = new();
    private int _order;

    public DtlsPair(
        DtlsContext? server = null,
        DtlsContext? client = null,
        CertificateFingerprint? expectedOfClient = null,
        CertificateFingerprint? expectedOfServer = null,
        int clientMtu = DtlsEndpoint.DefaultMtu,
        int serverMtu = DtlsEndpoint.DefaultMtu)
    {
        Server = new(server ?? ServerContext, DtlsRole.Server, expectedOfClient ?? ClientCertificate.Fingerprint, serverMtu);
        Client = new(client ?? ClientContext, DtlsRole.Client, expectedOfServer ?? ServerCertificate.Fingerprint, clientMtu);
    }

    /// <summary>Decides what becomes of the n-th datagram: the delays at which copies arrive, none when it is lost.</summary>
    public Func<int, byte[], TimeSpan[]> Path { get; set; } = (_, _) => [OneWay];

    public DtlsEndpoint Server { get; }

    public DtlsEndpoint Client { get; }

    public MonotonicTime Now { get; set; } = new(123_456_789);

    /// <summary>Everything sent, in order.</summary>
    public List<(bool FromClient, byte[] Datagram)> Sent { get; } = [];

    public static DtlsCertificate NewCertificate() =>
        DtlsCertificate.Create(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Runs until neither side is handshaking, or nothing is left to happen.</summary>
    public void Run()
    {
        Client.Start(Now);
        Server.Start(Now);
        while (Client.State == DtlsState.Handshaking || Server.State == DtlsState.Handshaking)
        {
            if (!Step())
            {
                return;
            }
        }

        Drain();
    }

    /// <summary>Runs until nothing is left to happen.</summary>
    public void RunUntilQuiet()
    {
        while (Step())
        {
        }
    }

    public bool Step()
    {
        Drain();
        MonotonicTime next = MonotonicTime.Min(Client.NextTimeout, Server.NextTimeout);
        if (_path.TryPeek(out (DtlsEndpoint To, byte[] Datagram) arriving, out (MonotonicTime At, int Order) when) && when.At <= next)
        {
            _path.Dequeue();
            Now = MonotonicTime.Max(Now, when.At);
            arriving.To.HandleDatagram(arriving.Datagram, Now);
        }
        else if (!next.IsNever)
        {
            Now = next;
            Client.HandleTimeout(Now);
            Server.HandleTimeout(Now);
        }
        else
        {
            return false;
        }

        return true;
    }

    public static byte[] Keys(DtlsEndpoint endpoint)
    {
        byte[] keys = new byte[endpoint.NegotiatedProfile.KeyingMaterialLength()];
        Assert.True(endpoint.ExportKeyingMaterial(keys));
        return keys;
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private void Drain()
    {
        byte[] buffer = new byte[2048];
        foreach (DtlsEndpoint from in (DtlsEndpoint[])[Client, Server])
        {
            while (from.PollTransmit(buffer, out int length))
            {
                byte[] datagram = buffer[..length];
                foreach (TimeSpan delay in Path(Sent.Count, datagram))
                {
                    _path.Enqueue((from == Client ? Server : Client, datagram), (Now + delay, _order++));
                }

                Sent.Add((from == Client, datagram));
            }
        }
    }
}
