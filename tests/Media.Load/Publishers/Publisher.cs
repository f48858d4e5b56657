using System.Net;
using System.Net.Sockets;
using Vod.Media.Dtls;
using Vod.Media.Ice;
using Vod.Media.Load.Signalling;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Load.Publishers;

/// <summary>
/// One publisher after its answer, on a UDP port of its own: sends a film as a camera would, 50 packets of sound a second and sender reports. Over loopback nothing is lost, so it sends nothing again.
/// </summary>
internal sealed class Publisher : IDisposable
{
    private static readonly TimeSpan SoundInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);
    private static readonly byte[] Sound = [0xF8, .. new byte[80]]; // one frame of 20 ms
    private readonly PublishedFile _film;
    private readonly PublishAnswer _answer;
    private readonly Socket _socket;
    private readonly IceControllingClient _ice;
    private readonly DtlsEndpoint _dtls;
    private readonly byte[] _buffer = new byte[1500];
    private readonly Ssrc _video = new(1);
    private readonly Ssrc _audio = new(2);
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private MonotonicTime _start;
    private MonotonicTime _reportAt;
    private SequenceNumber _videoNumber;
    private SequenceNumber _audioNumber;
    private ushort _transportNumber;
    private int _picture;
    private int _sound;

    /// <summary>Connects to where the answer says.</summary>
    public Publisher(PublishedFile film, string ufrag, PublishAnswer answer, DtlsContext dtls, IPAddress server)
    {
        _film = film;
        _answer = answer;
        _ice = new IceControllingClient(ufrag, answer.Ufrag, answer.Password, Random.Shared);
        _dtls = new DtlsEndpoint(dtls, DtlsRole.Client, answer.Fingerprint);
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        _socket.Connect(new IPEndPoint(server, answer.Port));
    }

    /// <summary>Media packets sent.</summary>
    public long Packets { get; private set; }

    /// <summary>Bytes of their datagrams.</summary>
    public long Bytes { get; private set; }

    /// <summary>Key frames the server has asked for, and lost packets it has named.</summary>
    public int Complaints { get; private set; }

    /// <summary>Messages about arrivals.</summary>
    public int Arrivals { get; private set; }

    /// <summary>Begins.</summary>
    public void Start(MonotonicTime now) => _ice.Start(now);

    /// <summary>Takes in what has come and sends what is due.</summary>
    public void Look(MonotonicTime now)
    {
        while (_socket.Available > 0)
        {
            Handle(_buffer.AsSpan(0, _socket.Receive(_buffer)), now);
        }

        _ice.HandleTimeout(now);
        if (_dtls.NextTimeout <= now)
        {
            _dtls.HandleTimeout(now);
        }

        Advance(now);
        if (_sender is not null)
        {
            SendDue(now);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _dtls.Dispose();
        _sender?.Dispose();
        _receiver?.Dispose();
        _socket.Dispose();
    }

    private void Handle(Span<byte> datagram, MonotonicTime now)
    {
        switch (DatagramClassifier.Classify(datagram))
        {
            case DatagramKind.Stun:
                _ice.HandleDatagram(datagram, now);
                break;
            case DatagramKind.Dtls:
                _dtls.HandleDatagram(datagram, now);
                break;
            case DatagramKind.Rtcp when _receiver is { } receiver && receiver.UnprotectRtcp(datagram, datagram.Length, out int length) == SrtpStatus.Ok:
                RtcpReader reader = new(datagram[..length]);
                while (reader.TryRead(out RtcpPacket packet))
                {
                    Complaints += packet.Kind is RtcpPacketKind.Nack or RtcpPacketKind.PictureLossIndication ? 1 : 0;
                    Arrivals += packet.Kind == RtcpPacketKind.TransportFeedback ? 1 : 0;
                }

                break;
            default:
                break;
        }
    }

    private void Advance(MonotonicTime now)
    {
        if (_ice.State == IceControllingClient.Phase.Connected)
        {
            _dtls.Start(now);
        }

        while (_ice.TryPollTransmit(_buffer, out int length) || _dtls.PollTransmit(_buffer, out length))
        {
            _socket.Send(_buffer.AsSpan(0, length));
        }

        if (_sender is null && _dtls.State == DtlsState.Connected)
        {
            byte[] material = new byte[_dtls.NegotiatedProfile.KeyingMaterialLength()];
            _dtls.ExportKeyingMaterial(material);
            SrtpKeyingMaterial keys = new(_dtls.NegotiatedProfile, material);
            _sender = new SrtpSender(_dtls.NegotiatedProfile, keys.ClientWrite);
            _receiver = new SrtpReceiver(_dtls.NegotiatedProfile, keys.ServerWrite);
            _start = _reportAt = now;
        }
    }

    private void SendDue(MonotonicTime now)
    {
        while (_film.Picture(_picture, out TimeSpan at) is { } payloads && _start + at <= now)
        {
            RtpTimestamp timestamp = new((uint)(at.Ticks * RtpClock.VideoRate / TimeSpan.TicksPerSecond));
            for (int i = 0; i < payloads.Length; i++)
            {
                Send(new(new PayloadType(_answer.Video), i == payloads.Length - 1, _videoNumber, timestamp, _video), payloads[i]);
                _videoNumber = _videoNumber.Next;
            }

            _picture++;
        }

        for (; _start + (SoundInterval * _sound) <= now; _sound++)
        {
            Send(new(new PayloadType(_answer.Audio), Marker: false, _audioNumber, new RtpTimestamp((uint)(_sound * 960)), _audio), Sound);
            _audioNumber = _audioNumber.Next;
        }

        if (_reportAt <= now)
        {
            SendReport(now);
        }
    }

    private void Send(in RtpHeader header, ReadOnlySpan<byte> payload)
    {
        RtpExtensionValues extensions = new() { Ids = new(0, _answer.TransportSequenceId, 0), TransportSequence = _transportNumber++ };
        int length = RtpPacketWriter.WriteHeader(header, extensions, _buffer);
        if (_sender!.Protect(_buffer, length, payload, out int protectedLength) == SrtpStatus.Ok)
        {
            _socket.Send(_buffer.AsSpan(0, protectedLength));
            Packets++;
            Bytes += protectedLength;
        }
    }

    private void SendReport(MonotonicTime now)
    {
        _reportAt = now + ReportInterval;
        long elapsed = (now - _start).Ticks;
        NtpTime wall = NtpTime.FromUnix(TimeSpan.FromTicks(now.Ticks));
        RtcpWriter writer = new(_buffer);
        writer.SenderReport(_video, new SenderInfo(wall, new RtpTimestamp((uint)(elapsed * RtpClock.VideoRate / TimeSpan.TicksPerSecond)), 0, 0));
        writer.SourceDescription(_video, "load"u8);
        writer.SenderReport(_audio, new SenderInfo(wall, new RtpTimestamp((uint)(elapsed * RtpClock.OpusRate / TimeSpan.TicksPerSecond)), 0, 0));
        if (_sender!.ProtectRtcp(_buffer, writer.Size, out int length) == SrtpStatus.Ok)
        {
            _socket.Send(_buffer.AsSpan(0, length));
        }
    }
}
