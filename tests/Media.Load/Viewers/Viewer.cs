using System.Net;
using System.Net.Sockets;
using Vod.Media.Dtls;
using Vod.Media.Ice;
using Vod.Media.Load.Reception;
using Vod.Media.Load.Signalling;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Load.Viewers;

/// <summary>
/// One viewer after its answer: controlling ICE, DTLS client, SRTP receiver, reports, on a UDP port of its own as every real one has. Belongs to the thread that carries it.
/// </summary>
internal sealed class Viewer : IDisposable
{
    /// <summary>With <see cref="DecryptShare.Sample"/> one of so many packets is opened.</summary>
    public const int SampleEvery = 32;

    /// <summary>RFC 7675 section 5.1 has consent checked every 5 s, varied by a fifth; so nobody is late.</summary>
    public static readonly TimeSpan ConsentInterval = TimeSpan.FromSeconds(4.5);

    private const int WantedReceiveBytes = 1 << 20; // four key frames
    private readonly ViewerOptions _options;
    private readonly WhepAnswer _answer;
    private readonly Socket _socket;
    private readonly IceControllingClient _ice;
    private readonly DtlsEndpoint _dtls;
    private readonly byte[] _outgoing = new byte[DtlsEndpoint.DefaultMtu];
    private readonly KeyFrameWatch _keyFrames = new();
    private SrtpReceiver? _receiver;
    private ViewerFeedback? _feedback;
    private int _packets;

    /// <param name="options">What all viewers have in common.</param>
    /// <param name="ufrag">The name that its offer has.</param>
    /// <param name="answer">The answer to it.</param>
    /// <param name="posted">When the offer was sent.</param>
    /// <param name="answered">When the answer was there.</param>
    public Viewer(ViewerOptions options, string ufrag, WhepAnswer answer, MonotonicTime posted, MonotonicTime answered)
    {
        _options = options;
        _answer = answer;
        Posted = posted;
        Answered = answered;
        Reception = new ViewerReception(answer);
        _ice = new IceControllingClient(ufrag, answer.Ufrag, answer.Password, Random.Shared) { ConsentInterval = ConsentInterval };
        _dtls = new DtlsEndpoint(options.Dtls, DtlsRole.Client, answer.Fingerprint);
        _socket = new Socket(options.Server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, ReceiveBufferSize = WantedReceiveBytes };
        _socket.Connect(new IPEndPoint(options.Server, answer.Port));
    }

    /// <summary>Number of its socket.</summary>
    public int Descriptor => (int)_socket.Handle;

    /// <summary>When its offer was sent.</summary>
    public MonotonicTime Posted { get; }

    /// <summary>When the answer was there.</summary>
    public MonotonicTime Answered { get; }

    /// <summary>When the first RTP packet came; null before.</summary>
    public MonotonicTime? FirstPacket { get; private set; }

    /// <summary>When the first key frame was complete; null before.</summary>
    public MonotonicTime? FirstKeyFrame { get; private set; }

    /// <summary>Whether there is nothing more to expect: the server has closed, or the handshake has failed.</summary>
    public bool IsOver => _dtls.State is DtlsState.Closed or DtlsState.Failed;

    /// <summary>What it received.</summary>
    public ViewerReception Reception { get; }

    /// <summary>When <see cref="HandleTimeout"/> wants to be called next.</summary>
    public MonotonicTime NextTimeout => MonotonicTime.Min(MonotonicTime.Min(_ice.NextTimeout, _dtls.NextTimeout), _feedback?.NextTimeout ?? MonotonicTime.Never);

    /// <summary>Begins.</summary>
    public void Start(MonotonicTime now)
    {
        _ice.Start(now);
        Flush();
    }

    /// <summary>Takes in a datagram, and changes it.</summary>
    public void Handle(Span<byte> datagram, MonotonicTime now)
    {
        switch (DatagramClassifier.Classify(datagram))
        {
            case DatagramKind.Rtp:
                HandleRtp(datagram, now);
                return;
            case DatagramKind.Rtcp:
                HandleRtcp(datagram, now);
                return;
            case DatagramKind.Stun:
                _ice.HandleDatagram(datagram, now);
                break;
            case DatagramKind.Dtls:
                _dtls.HandleDatagram(datagram, now);
                break;
            default:
                Reception.Rejected++;
                return;
        }

        Advance(now);
    }

    /// <summary>Does what its time has come for.</summary>
    public void HandleTimeout(MonotonicTime now)
    {
        _ice.HandleTimeout(now);
        if (_dtls.NextTimeout <= now)
        {
            _dtls.HandleTimeout(now);
        }

        if (_feedback is { } feedback && feedback.NextTimeout <= now)
        {
            feedback.HandleTimeout(Reception, now);
        }

        Advance(now);
    }

    /// <summary>Leaves, as a page does that closes its connection.</summary>
    public void Leave(MonotonicTime now)
    {
        _ice.Stop();
        _dtls.Close(now);
        Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _dtls.Dispose();
        _receiver?.Dispose();
        _feedback?.Dispose();
        _socket.Dispose();
    }

    private void Advance(MonotonicTime now)
    {
        if (_ice.State == IceControllingClient.Phase.Connected)
        {
            _dtls.Start(now);
        }

        if (_receiver is null && _dtls.State == DtlsState.Connected)
        {
            TakeKeys(now);
        }

        Flush();
    }

    private void TakeKeys(MonotonicTime now)
    {
        Span<byte> material = stackalloc byte[_dtls.NegotiatedProfile.KeyingMaterialLength()];
        if (_dtls.ExportKeyingMaterial(material))
        {
            SrtpKeyingMaterial keys = new(_dtls.NegotiatedProfile, material);
            _receiver = new SrtpReceiver(_dtls.NegotiatedProfile, keys.ServerWrite);
            _feedback = new ViewerFeedback(new SrtpSender(_dtls.NegotiatedProfile, keys.ClientWrite), _answer, datagram => Send(datagram), now);
        }
    }

    private void HandleRtp(Span<byte> datagram, MonotonicTime now)
    {
        if (!RtpHeader.TryParse(datagram, out RtpHeader header) || !Reception.Add(header, datagram.Length, now))
        {
            Reception.Rejected++;
            return;
        }

        FirstPacket ??= now;
        _feedback?.Add(header, datagram, now);
        if (_receiver is { } receiver && WantsToOpen())
        {
            Open(receiver, header, datagram, now);
        }
    }

    private bool WantsToOpen() => FirstKeyFrame is null || _options.Decrypt switch
    {
        DecryptShare.All => true,
        DecryptShare.Sample => _packets++ % SampleEvery == 0,
        _ => false,
    };

    private void Open(SrtpReceiver receiver, in RtpHeader header, Span<byte> datagram, MonotonicTime now)
    {
        SrtpStatus status = receiver.Unprotect(datagram, datagram.Length, out int length);
        if (status != SrtpStatus.Ok)
        {
            Reception.Rejected += status == SrtpStatus.Replayed ? 0 : 1;
        }
        else if (FirstKeyFrame is null && header.Ssrc == _answer.Video && header.TryGetPayload(datagram[..length], out ReadOnlySpan<byte> payload)
            && _keyFrames.Add(header, payload))
        {
            FirstKeyFrame = now;
        }
    }

    private void HandleRtcp(Span<byte> datagram, MonotonicTime now)
    {
        if (_receiver is null)
        {
            return;
        }

        if (_receiver.UnprotectRtcp(datagram, datagram.Length, out int length) != SrtpStatus.Ok)
        {
            Reception.Rejected++;
            return;
        }

        RtcpReader reader = new(datagram[..length]);
        while (reader.TryRead(out RtcpPacket packet))
        {
            if (packet.TryGetSenderInfo(out SenderInfo info))
            {
                Reception.Add(packet.Sender, info, now);
            }
        }
    }

    private void Flush()
    {
        while (_ice.TryPollTransmit(_outgoing, out int length) || _dtls.PollTransmit(_outgoing, out length))
        {
            Send(_outgoing.AsSpan(0, length));
        }
    }

    private void Send(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket.Send(datagram);
        }
        catch (SocketException)
        {
            // The server is gone, or its port is (ICMP); that shows in what is missing.
        }
    }
}
