using System.Buffers.Binary;
using Vod.Media.Bandwidth;
using Vod.Media.Dtls;
using Vod.Media.Ice;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Simulation.Browser;
using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Publishing;

/// <summary>
/// A browser that publishes: controlling ICE, DTLS client, a camera of 30 pictures and a microphone of 50 packets a second, sender reports, and what a browser does about feedback. Sans-IO like the core.
/// </summary>
internal sealed partial class ScriptedPublisher : IDisposable
{
    public const byte TransportSequenceId = 3;
    public const byte MidId = 4;
    public static readonly TimeSpan PictureInterval = TimeSpan.FromTicks(333_333);
    public static readonly TimeSpan SoundInterval = TimeSpan.FromMilliseconds(20);
    private static readonly DtlsContext Context = DtlsContext.Create(ScriptedBrowser.Certificate);
    private static readonly TimeSpan PacketInterval = TimeSpan.FromMilliseconds(0.4);
    private static readonly TimeSpan WallTimeAtZero = TimeSpan.FromDays(20_500);
    private readonly PublisherOptions _options;
    private readonly IceControllingClient _ice;
    private readonly DtlsEndpoint _dtls;
    private readonly PriorityQueue<byte[], (MonotonicTime At, long Order)> _outgoing = new();
    private readonly RtxStream _firstRetransmission;
    private RtxStream _retransmission;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private MonotonicTime _reportAt = MonotonicTime.Never;
    private int _reports;
    private ushort _transportNumber = 65_000;
    private long _order;
    private bool _wantsKey = true;

    public ScriptedPublisher(PublisherOptions options, (string Ufrag, string Password) server, CertificateFingerprint fingerprint, Random random)
    {
        _options = options;
        _ice = new IceControllingClient("publisher", server.Ufrag, server.Password, random);
        _dtls = new DtlsEndpoint(Context, DtlsRole.Client, fingerprint);
        Film = new PublishedFilm(options, random);
        Video = new(new PayloadType(108), new Ssrc(11), new SequenceNumber((ushort)random.Next(32768)), new RtpTimestamp((uint)random.NextInt64(1L << 32)));
        Audio = new(new PayloadType(111), new Ssrc(13), new SequenceNumber((ushort)random.Next(32768)), new RtpTimestamp((uint)random.NextInt64(1L << 32)));
        _firstRetransmission = _retransmission = new(new PayloadType(109), new Ssrc(12), new SequenceNumber((ushort)random.Next(32768)));
    }

    public PublishedFilm Film { get; }

    public SentMedia Video { get; private set; }

    public SentMedia Audio { get; }

    public int SoundsSent { get; private set; }

    public MonotonicTime? ConnectedAt { get; private set; }

    public int Nacks { get; private set; }

    public int KeyFrameRequests { get; private set; }

    public long? Estimate { get; private set; }

    /// <summary>Messages about arrivals, packets they told of, and those they told of as lost.</summary>
    public (int Messages, int Packets, int Lost) Arrivals { get; private set; }

    public int Retransmissions => _retransmission.SequenceNumber - _firstRetransmission.SequenceNumber;

    public bool IsGoodbyeSeen { get; private set; }

    public bool IsClosedByServer => _dtls.State == DtlsState.Closed;

    /// <summary>What the server sent that a browser does not understand.</summary>
    public int Rejected { get; private set; }

    /// <summary>Whether the camera and the microphone are off.</summary>
    public bool IsSilent { get; set; }

    public MonotonicTime NextTimeout
    {
        get
        {
            MonotonicTime protocol = MonotonicTime.Min(_ice.NextTimeout, _dtls.NextTimeout);
            MonotonicTime queued = _outgoing.TryPeek(out _, out (MonotonicTime At, long) next) ? next.At : MonotonicTime.Never;
            return MonotonicTime.Min(MonotonicTime.Min(protocol, queued), MonotonicTime.Min(MonotonicTime.Min(PictureAt, SoundAt), _reportAt));
        }
    }

    public static TimeSpan CaptureOfPicture(int index) => PictureInterval * index;

    public static TimeSpan CaptureOfSound(int index) => SoundInterval * index;

    private MonotonicTime PictureAt => _options.HasVideo && ConnectedAt is { } start ? start + CaptureOfPicture(_picture) + _options.EncodingDelay : MonotonicTime.Never;

    private MonotonicTime SoundAt => _options.HasAudio && ConnectedAt is { } start ? start + CaptureOfSound(_sound) + SoundInterval : MonotonicTime.Never;

    private int _picture;
    private int _sound;

    public void Start(MonotonicTime now) => _ice.Start(now);

    /// <summary>Leaves as a page does that is closed: BYE, or only DTLS.</summary>
    public void Leave(bool saysGoodbye, MonotonicTime now)
    {
        IsSilent = true;
        if (saysGoodbye)
        {
            byte[] buffer = new byte[1500];
            RtcpWriter writer = new(buffer);
            writer.ReceiverReport(Video.Ssrc, []);
            writer.Goodbye(Video.Ssrc);
            writer.Goodbye(Audio.Ssrc);
            SendRtcp(buffer, writer.Size, now);
            return;
        }

        _ice.Stop();
        _dtls.Close(now);
    }

    /// <summary>Begins the picture anew as another stream, as a browser does that has lost count.</summary>
    public void RestartPicture() => Video = new(Video.PayloadType, new Ssrc(21), new SequenceNumber(5000), new RtpTimestamp(77));

    /// <summary>Sends an RTP packet of any kind, encrypted.</summary>
    public void SendRaw(ReadOnlySpan<byte> packet, MonotonicTime now)
    {
        byte[] buffer = new byte[packet.Length + 64];
        packet.CopyTo(buffer);
        if (_sender!.Protect(buffer, packet.Length, out int length) == SrtpStatus.Ok)
        {
            Enqueue(buffer[..length], now);
        }
    }

    /// <summary>Sends RTCP of any kind, encrypted.</summary>
    public void SendRtcp(Span<byte> buffer, int length, MonotonicTime now)
    {
        Assert.Equal(SrtpStatus.Ok, _sender!.ProtectRtcp(buffer, length, out int protectedLength));
        Enqueue(buffer[..protectedLength].ToArray(), now);
    }

    public void HandleDatagram(byte[] datagram, MonotonicTime now)
    {
        switch (DatagramClassifier.Classify(datagram))
        {
            case DatagramKind.Stun:
                _ice.HandleDatagram(datagram, now);
                break;
            case DatagramKind.Dtls:
                _dtls.HandleDatagram(datagram, now);
                break;
            case DatagramKind.Rtcp when _receiver is not null:
                HandleRtcp(datagram, now);
                break;
            default:
                Rejected++;
                break;
        }

        Advance(now);
    }

    public void HandleTimeout(MonotonicTime now)
    {
        _ice.HandleTimeout(now);
        if (_dtls.NextTimeout <= now)
        {
            _dtls.HandleTimeout(now);
        }

        while (PictureAt <= now)
        {
            SendPicture(now);
        }

        while (SoundAt <= now)
        {
            SendSound(now);
        }

        if (_reportAt <= now)
        {
            SendReports(now);
        }

        Advance(now);
    }

    public bool TryPollTransmit(MonotonicTime now, out byte[] datagram)
    {
        byte[] buffer = new byte[1500];
        int length;
        if (_ice.TryPollTransmit(buffer, out length) || _dtls.PollTransmit(buffer, out length))
        {
            datagram = buffer[..length];
            return true;
        }

        datagram = [];
        return _outgoing.TryPeek(out _, out (MonotonicTime At, long) next) && next.At <= now && _outgoing.TryDequeue(out datagram!, out _);
    }

    public void Dispose()
    {
        _dtls.Dispose();
        _sender?.Dispose();
        _receiver?.Dispose();
    }

    private void Advance(MonotonicTime now)
    {
        if (_ice.State == IceControllingClient.Phase.Connected)
        {
            _dtls.Start(now);
        }

        if (_sender is null && _dtls.State == DtlsState.Connected)
        {
            byte[] material = new byte[_dtls.NegotiatedProfile.KeyingMaterialLength()];
            Assert.True(_dtls.ExportKeyingMaterial(material));
            SrtpKeyingMaterial keys = new(_dtls.NegotiatedProfile, material);
            _receiver = new SrtpReceiver(_dtls.NegotiatedProfile, keys.ServerWrite);
            _sender = new SrtpSender(_dtls.NegotiatedProfile, keys.ClientWrite);
            ConnectedAt = now;
            _reportAt = now + _options.FirstReport;
        }
    }

    private void SendPicture(MonotonicTime now)
    {
        int index = _picture++;
        if (IsSilent)
        {
            return;
        }

        bool isKey = _wantsKey || Film.Count % _options.FramesPerGroup == 0;
        _wantsKey = false;
        PictureIndexes.Add(index);
        RtpTimestamp timestamp = Video.Origin + (CaptureOfPicture(index).Ticks * RtpClock.VideoRate / TimeSpan.TicksPerSecond);
        MonotonicTime at = now;
        foreach ((byte[] payload, bool marker) in Film.MakeNext(isKey))
        {
            Send(Video, payload, marker, timestamp, at);
            at += PacketInterval;
        }
    }

    /// <summary>When each picture of the film was taken, as a number of intervals.</summary>
    public List<int> PictureIndexes { get; } = [];

    private void SendSound(MonotonicTime now)
    {
        int index = _sound++;
        if (IsSilent)
        {
            return;
        }

        byte[] packet = new byte[80];
        packet[0] = 0xF8; // one frame of 20 ms
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(1), index);
        Send(Audio, packet, marker: false, SoundTimestampOf(CaptureOfSound(index)), now);
        SoundsSent++;
    }

    private RtpTimestamp SoundTimestampOf(TimeSpan captured) =>
        Audio.Origin + (long)(captured.Ticks * (1 + _options.SoundClockError) * RtpClock.OpusRate / TimeSpan.TicksPerSecond);

    private void Send(SentMedia media, byte[] payload, bool marker, RtpTimestamp timestamp, MonotonicTime at)
    {
        RtpHeader header = new(media.PayloadType, marker, media.Next, timestamp, media.Ssrc);
        byte[] buffer = new byte[1500];
        int length = RtpPacketWriter.WriteHeader(header, NextExtensions(media == Video ? "1"u8 : "0"u8), buffer);
        payload.CopyTo(buffer, length);
        Assert.Equal(SrtpStatus.Ok, _sender!.Protect(buffer, length + payload.Length, out int protectedLength));
        byte[] datagram = buffer[..protectedLength];
        media.Sent[media.Next] = (header, payload, datagram);
        media.Next = media.Next.Next;
        media.Statistics.OnSent(payload.Length);
        Enqueue(datagram, at);
    }

    private RtpExtensionValues NextExtensions(ReadOnlySpan<byte> mid) => new()
    {
        Ids = new(MidId, _options.PathFeedback == PathFeedback.TransportWide ? TransportSequenceId : (byte)0, 0),
        Mid = mid,
        TransportSequence = _transportNumber++,
    };

    private void SendReports(MonotonicTime now)
    {
        _reportAt = now + TimeSpan.FromSeconds(1);
        if (IsSilent)
        {
            return;
        }

        // The sound is reported once in five seconds, as Chromium does.
        TimeSpan elapsed = now - ConnectedAt!.Value;
        NtpTime wall = NtpTime.FromUnix(WallTimeAtZero + elapsed);
        byte[] buffer = new byte[1500];
        RtcpWriter writer = new(buffer);
        RtpTimestamp timestamp = Video.Origin + (elapsed.Ticks * RtpClock.VideoRate / TimeSpan.TicksPerSecond);
        writer.SenderReport(Video.Ssrc, new SenderInfo(wall, timestamp, Video.Statistics.Packets, Video.Statistics.Octets));
        writer.SourceDescription(Video.Ssrc, "publisher"u8);
        if (_reports++ % 5 == 0)
        {
            writer.SenderReport(Audio.Ssrc, new SenderInfo(wall, SoundTimestampOf(elapsed), Audio.Statistics.Packets, Audio.Statistics.Octets));
        }

        SendRtcp(buffer, writer.Size, now);
    }

    private void Enqueue(byte[] datagram, MonotonicTime at) => _outgoing.Enqueue(datagram, (at, _order++));
}
