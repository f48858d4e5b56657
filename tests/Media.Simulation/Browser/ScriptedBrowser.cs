using Vod.Media.Bandwidth;
using Vod.Media.Dtls;
using Vod.Media.Ice;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Srtp;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Browser;

/// <summary>
/// The other end of a session: controlling ICE, DTLS client, SRTP receiver, NACKs and reports. Sans-IO like the core, and written to be strict: what the server sends
/// wrongly shows in <see cref="Rejected"/>.
/// </summary>
internal sealed class ScriptedBrowser : IDisposable
{
    public static readonly DtlsCertificate Certificate =
        DtlsCertificate.Create(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly DtlsContext Context = DtlsContext.Create(Certificate);
    private static readonly TimeSpan FeedbackInterval = TimeSpan.FromMilliseconds(20);
    private static readonly Ssrc OwnSsrc = new(1);
    private readonly BrowserOptions _options;
    private readonly Random _random;
    private readonly BrowserPaths _ice;
    private readonly DtlsEndpoint _dtls;
    private readonly Queue<(byte[] Datagram, TransportAddress From)> _outgoing = new();
    private SrtpReceiver? _receiver;
    private SrtpSender? _sender;
    private readonly PathReporter _path;
    private MonotonicTime _feedbackAt = MonotonicTime.Never;
    private MonotonicTime _pathFeedbackAt = MonotonicTime.Never;
    private bool _startedLate;

    public ScriptedBrowser(BrowserOptions options, Random random)
    {
        _options = options;
        _random = random;
        _ice = new BrowserPaths(new IceControllingClient("browser", options.ServerUfrag, options.ServerPassword, random), options.Address);
        _dtls = new DtlsEndpoint(Context, DtlsRole.Client, options.ServerFingerprint);
        _path = new PathReporter(options, OwnSsrc);
        Video = new VideoReceiver(options.FirstVideoSequenceNumber);
    }

    public VideoReceiver Video { get; }

    public SortedDictionary<uint, byte[]> AudioByTimestamp { get; } = [];

    /// <summary>When each sound packet came, in the order they came.</summary>
    public List<(RtpTimestamp Timestamp, MonotonicTime At)> AudioArrivals { get; } = [];

    public List<(Ssrc Ssrc, SenderInfo Info)> SenderReports { get; } = [];

    public HashSet<Ssrc> Goodbyes { get; } = [];

    public int Retransmissions { get; private set; }

    /// <summary>Packets without contents.</summary>
    public int Paddings { get; private set; }

    /// <summary>Packets that had a number on the transport.</summary>
    public int NumberedPackets => _path.NumberedPackets;

    /// <summary>RTP that came before the handshake was over on this side.</summary>
    public int DroppedBeforeKeys { get; private set; }

    /// <summary>Datagrams that were not what a browser expects.</summary>
    public int Rejected { get; private set; }

    /// <summary>Whether ICE is done; the handshake begins then.</summary>
    public bool HasSelectedPath => _ice.IsConnected;

    public BrowserPaths Paths => _ice;

    public bool IsConnected => _receiver is not null;

    public bool IsClosedByServer => _dtls.State == DtlsState.Closed;

    public MonotonicTime NextTimeout => MonotonicTime.Min(_ice.NextTimeout, MonotonicTime.Min(_dtls.NextTimeout, MonotonicTime.Min(_feedbackAt, _pathFeedbackAt)));

    public void Start(MonotonicTime now)
    {
        _ice.Start(now);
        Collect();
    }

    /// <summary>Goes to another address with new credentials on both sides, as a page does whose machine changes networks.</summary>
    public void RestartIce(string serverUfrag, string serverPassword, TransportAddress from, MonotonicTime now)
    {
        _ice.Restart(new IceControllingClient("restarted", serverUfrag, serverPassword, _random), from, now);
        Collect();
    }

    /// <summary>Falls silent as a browser does that lost its network.</summary>
    public void Vanish()
    {
        _ice.Stop();
        _feedbackAt = _pathFeedbackAt = MonotonicTime.Never;
        _outgoing.Clear();
    }

    /// <summary>Closes as a page does that is left.</summary>
    public void Close(MonotonicTime now)
    {
        _ice.Stop();
        _dtls.Close(now);
        _feedbackAt = _pathFeedbackAt = MonotonicTime.Never;
        Collect();
    }

    /// <summary>Says that the picture is lost.</summary>
    public void RequestKeyFrame()
    {
        Span<byte> buffer = new byte[256];
        RtcpWriter writer = new(buffer);
        writer.PictureLossIndication(OwnSsrc, _options.VideoSsrc);
        SendRtcp(buffer, writer.Size);
    }

    /// <summary>Asks for packets again, whether they were ever sent or not.</summary>
    public void Ask(params ReadOnlySpan<SequenceNumber> numbers)
    {
        Span<byte> buffer = new byte[1500];
        RtcpWriter writer = new(buffer);
        writer.Nack(OwnSsrc, _options.VideoSsrc, numbers);
        SendRtcp(buffer, writer.Size);
    }

    /// <summary>Sends RTCP that is authentic and lies about its length.</summary>
    public void SendBrokenRtcp()
    {
        Span<byte> buffer = new byte[256];
        RtcpWriter writer = new(buffer);
        writer.PictureLossIndication(OwnSsrc, _options.VideoSsrc);
        buffer[3] = 200;
        SendRtcp(buffer, writer.Size);
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
            case DatagramKind.Rtp:
                HandleRtp(datagram, now);
                break;
            case DatagramKind.Rtcp:
                HandleRtcp(datagram);
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

        if (_feedbackAt <= now)
        {
            SendFeedback(now);
        }

        if (_pathFeedbackAt <= now)
        {
            SendPathFeedback(now);
        }

        Advance(now);
    }

    public bool TryPollTransmit(out byte[] datagram, out TransportAddress from)
    {
        Collect();
        bool any = _outgoing.TryDequeue(out (byte[] Datagram, TransportAddress From) next);
        (datagram, from) = next;
        return any;
    }

    public void Dispose()
    {
        _dtls.Dispose();
        _sender?.Dispose();
        _receiver?.Dispose();
    }

    private void Advance(MonotonicTime now)
    {
        if (_ice.IsConnected)
        {
            _dtls.Start(now);
        }

        if (_receiver is null && _dtls.State == DtlsState.Connected)
        {
            byte[] material = new byte[_dtls.NegotiatedProfile.KeyingMaterialLength()];
            Assert.True(_dtls.ExportKeyingMaterial(material));
            SrtpKeyingMaterial keys = new(_dtls.NegotiatedProfile, material);
            _receiver = new SrtpReceiver(_dtls.NegotiatedProfile, keys.ServerWrite);
            _sender = new SrtpSender(_dtls.NegotiatedProfile, keys.ClientWrite);
            _feedbackAt = _options.SendsFeedback ? now + FeedbackInterval : MonotonicTime.Never;
            _pathFeedbackAt = _options.PathFeedback == PathFeedback.ReceiverReports ? MonotonicTime.Never : now + PathReporter.Interval;
        }

        Collect();
    }

    private void HandleRtp(byte[] datagram, MonotonicTime now)
    {
        // Media may overtake the last flight of the handshake; a browser drops it then.
        if (_receiver is null)
        {
            DroppedBeforeKeys++;
            return;
        }

        // What it missed cannot be asked for without knowing that it was sent; it starts where it is and wants a key frame.
        if (DroppedBeforeKeys > 0 && !_startedLate && _options.SendsFeedback)
        {
            _startedLate = true;
            Video.ForgetOrigin();
            RequestKeyFrame();
        }

        SrtpStatus status = _receiver.Unprotect(datagram, datagram.Length, out int length);
        if (status != SrtpStatus.Ok)
        {
            Rejected += status == SrtpStatus.Replayed ? 0 : 1;
            return;
        }

        ReadOnlySpan<byte> packet = datagram.AsSpan(0, length);
        if (!RtpHeader.TryParse(packet, out RtpHeader header) || !header.TryGetPayload(packet, out ReadOnlySpan<byte> payload))
        {
            Rejected++;
            return;
        }

        _path.Note(header, packet, datagram.Length, now);
        if (header.Ssrc == _options.RetransmissionSsrc && payload.IsEmpty && header.HasPadding)
        {
            Paddings++;
        }
        else if (header.Ssrc == _options.AudioSsrc)
        {
            AudioByTimestamp[header.Timestamp.Value] = payload.ToArray();
            AudioArrivals.Add((header.Timestamp, now));
        }
        else if (header.Ssrc == _options.VideoSsrc)
        {
            Video.Handle(header, payload, now);
        }
        else if (header.Ssrc == _options.RetransmissionSsrc && RtxPacket.TryParse(payload, out SequenceNumber original, out ReadOnlySpan<byte> rest))
        {
            Retransmissions++;
            Video.Handle(header with { SequenceNumber = original, Ssrc = _options.VideoSsrc }, rest, now);
        }
        else
        {
            Rejected++;
        }
    }

    private void HandleRtcp(byte[] datagram)
    {
        if (_receiver is null || _receiver.UnprotectRtcp(datagram, datagram.Length, out int length) != SrtpStatus.Ok)
        {
            return;
        }

        RtcpReader reader = new(datagram.AsSpan(0, length));
        while (reader.TryRead(out RtcpPacket packet))
        {
            if (packet.TryGetSenderInfo(out SenderInfo info))
            {
                SenderReports.Add((packet.Sender, info));
            }

            if (packet.TryGetGoodbye(0, out Ssrc source))
            {
                Goodbyes.Add(source);
            }
        }

        Rejected += reader.Malformed;
    }

    private void SendFeedback(MonotonicTime now)
    {
        _feedbackAt = now + FeedbackInterval;
        List<SequenceNumber> missing = Video.Missing(now);
        if (missing.Count > 0)
        {
            Span<byte> buffer = new byte[1500];
            RtcpWriter writer = new(buffer);
            writer.Nack(OwnSsrc, _options.VideoSsrc, missing.ToArray());
            SendRtcp(buffer, writer.Size);
        }
    }

    private void SendPathFeedback(MonotonicTime now)
    {
        _pathFeedbackAt = now + PathReporter.Interval;
        Span<byte> buffer = new byte[1500];
        int length = _path.Write(buffer, now);
        if (length > 0)
        {
            SendRtcp(buffer, length);
        }
    }

    private void SendRtcp(Span<byte> buffer, int length)
    {
        Assert.Equal(SrtpStatus.Ok, _sender!.ProtectRtcp(buffer, length, out int protectedLength));
        _outgoing.Enqueue((buffer[..protectedLength].ToArray(), _ice.Address));
    }

    private void Collect()
    {
        byte[] buffer = new byte[1500];
        while (_ice.TryPollTransmit(buffer, out int length, out TransportAddress from))
        {
            _outgoing.Enqueue((buffer[..length], from));
        }

        while (_dtls.PollTransmit(buffer, out int length))
        {
            _outgoing.Enqueue((buffer[..length], _ice.Address));
        }
    }
}
