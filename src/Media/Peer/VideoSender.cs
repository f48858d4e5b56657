using Vod.Media.H264.Packetization;
using Vod.Media.Pacing;
using Vod.Media.Playback;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// The picture of one viewer: takes samples from the cursor when they are due, cuts them into packets, and lets the pacer say when each may go. Keeps no packets:
/// what is lost is cut again from the sample.
/// </summary>
internal sealed class VideoSender : IDisposable
{
    /// <summary>Shortest time between two bursts made for a viewer that lost the picture: a burst is up to a whole GOP.</summary>
    public static readonly TimeSpan MinResyncInterval = TimeSpan.FromSeconds(1);

    /// <summary>A key frame that is due this soon is waited for rather than going back to the last one.</summary>
    public static readonly TimeSpan KeyFrameWait = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(5);

    private readonly PictureCursor _cursor;
    private readonly SendHistory _history = new();
    private readonly RetransmissionQueue _retransmissions;
    private readonly Pacer _pacer;
    private readonly PlaybackClock _clock;
    private readonly PeerCounters _counters;
    private readonly RtpClock _rtpClock;
    private readonly RtpStream _stream;
    private readonly long _averageBitrate;
    private PacketCut[] _cuts = new PacketCut[64];
    private int _cutCount;
    private int _cutNext;
    private bool _isInBurst;
    private long _picture;
    private PictureTimestamps _timestamps;
    private RtpTimestamp _timestamp;
    private SequenceNumber _sequenceNumber;
    private RtxStream? _rtx;
    private MonotonicTime _resyncAllowedAt = MonotonicTime.Zero;
    private MonotonicTime _progressAt = MonotonicTime.Zero;
    private SendStatistics _statistics;

    public VideoSender(VideoSource source, RtpStream stream, RtxStream? rtx, PlaybackClock clock, LoopPeriod? loop, PeerCounters counters)
    {
        _stream = stream;
        _rtx = rtx;
        _clock = clock;
        _counters = counters;
        _rtpClock = new RtpClock(RtpClock.VideoRate, stream.TimestampOrigin);
        _timestamps = new PictureTimestamps(_rtpClock, clock, source.Timescale, loop);
        _cursor = new PictureCursor(source, clock, loop);
        _sequenceNumber = stream.FirstSequenceNumber;
        _averageBitrate = source.AverageBitrate;
        _pacer = new Pacer(source.AverageBitrate);
        _retransmissions = new RetransmissionQueue(_history, new RetransmissionLimiter(source.AverageBitrate));
    }

    /// <summary>The stream's identity.</summary>
    public Ssrc Ssrc => _stream.Ssrc;

    /// <summary>The mapping of the presentation to timestamps, for sender reports.</summary>
    public RtpClock RtpClock => _rtpClock;

    /// <summary>What has been sent, for sender reports.</summary>
    public SendStatistics Statistics => _statistics;

    /// <summary>What is left out where the path is narrow.</summary>
    public PictureThinning Thinning { get; } = new();

    /// <summary>How fast it is played.</summary>
    public double Speed => _clock.Speed;

    /// <summary>Bits per second of the whole film at that speed.</summary>
    public long AverageBitrate => (long)(_averageBitrate * _clock.Speed);

    /// <summary>Whether every sample has been sent.</summary>
    public bool IsFinished => _cursor.IsFinished && _cutNext == _cutCount;

    /// <summary>Whether the sample to be played next is in memory.</summary>
    public bool IsReady => _cursor.IsReady;

    /// <summary>Whether a read of the file is outstanding.</summary>
    public bool IsReading => _cursor.IsReading;

    /// <inheritdoc cref="PictureCursor.HasRead"/>
    public bool HasRead => _cursor.HasRead;

    /// <summary>When the storage or the encoder began to be late with the next picture; never when it is not. On a narrow path a picture may be overdue before its turn comes.</summary>
    public MonotonicTime MissingSince =>
        !Thinning.IsPathNarrow ? _cursor.MissingSince
        : _cutNext < _cutCount ? MonotonicTime.Never : MonotonicTime.Max(_cursor.MissingSince, _progressAt);

    /// <summary>Asks for the next range of the file.</summary>
    public bool PollRead(out ReadRequest request) => _cursor.PollRead(out request);

    /// <summary>Takes the answer to a read; false when the file is shorter than its index says.</summary>
    public bool CompleteRead(in ReadRequest request, int bytesRead) => _cursor.CompleteRead(request, bytesRead);

    /// <inheritdoc cref="PictureCursor.IsBeingMade"/>
    public bool IsBeingMade => _cursor.IsBeingMade;

    /// <inheritdoc cref="PictureCursor.IsBroken"/>
    public bool IsBroken => _cursor.IsBroken;

    /// <inheritdoc cref="PictureCursor.Prepare"/>
    public void Prepare(TimeSpan position, MonotonicTime now) => _cursor.Prepare(position, now);

    /// <inheritdoc cref="PictureCursor.Start"/>
    public void Start() => _cursor.Start();

    /// <inheritdoc cref="PictureCursor.Seek"/>
    public void Seek(TimeSpan position) => _cursor.Seek(position);

    /// <summary>Says how much faster than usual pictures are going to follow each other.</summary>
    public void SetSpeed(double speed) => _pacer.SetStreamBitrate((long)(_averageBitrate * speed));

    /// <inheritdoc cref="PictureCursor.LookAhead"/>
    public StreamNeed LookAhead() => _cursor.LookAhead();

    /// <summary>Says what the path carries in bits per second; null when it is not known to be limited. Of a narrow path retransmissions get their share, not of the stream.</summary>
    public void SetPathBitrate(long? bitsPerSecond)
    {
        _pacer.SetPathBitrate(bitsPerSecond);
        _retransmissions.SetStreamBitrate(Math.Min(bitsPerSecond ?? _averageBitrate, _averageBitrate));
    }

    /// <summary>Writes a packet without contents on the retransmission stream; false where there is none.</summary>
    public bool TryWritePadding(Span<byte> packet, out int length)
    {
        length = _rtx is { } rtx ? RtpPadding.Write(rtx, _timestamp, _stream.Extensions, packet) : 0;
        _rtx = _rtx?.Advance();
        return length > 0;
    }

    /// <inheritdoc cref="PictureCursor.CatchUp"/>
    public void CatchUp(TimeSpan position) => _cursor.CatchUp(position);

    /// <summary>When <see cref="TryWritePacket"/> will have something, or should be asked again; never while the storage is being waited for.</summary>
    public MonotonicTime NextSendTime(MonotonicTime now)
    {
        MonotonicTime retransmission = _retransmissions.Count > 0 && !_cursor.IsRecalling
            ? _pacer.NextSendTime(PacketClass.Retransmission, now)
            : MonotonicTime.Never;
        MonotonicTime video = _cutNext < _cutCount
            ? _pacer.NextSendTime(PacketClass.Video, now)
            : _cursor.IsJumping ? now : _cursor.IsReady ? _cursor.NextDue : NextLook(now);
        return MonotonicTime.Min(retransmission, video);
    }

    /// <summary>Writes the next packet that may go now. Retransmissions come first: the decoder stands still until they are there.</summary>
    /// <param name="packet">Room for a whole packet with its authentication tag.</param>
    /// <param name="now">The time.</param>
    /// <param name="length">Bytes of the unencrypted packet.</param>
    public bool TryWritePacket(Span<byte> packet, MonotonicTime now, out int length) =>
        TryWriteRetransmission(packet, now, out length) || TryWriteVideo(packet, now, out length);

    /// <summary>A packet is missing at the viewer (RFC 4585 section 6.2.1).</summary>
    public RetransmissionOutcome OnNack(SequenceNumber number, MonotonicTime now, TimeSpan roundTrip) =>
        _retransmissions.Request(number, now, roundTrip);

    /// <summary>
    /// The viewer has lost the picture (PLI, RFC 4585 section 6.3.1; FIR, RFC 5104 section 4.3.1). A file cannot make a key frame, so it is sent again from
    /// the last one in a burst.
    /// </summary>
    public bool OnKeyFrameRequest(MonotonicTime now)
    {
        // While a burst is on its way, or about to be, another would only begin it anew. While the storage is late nothing can be sent, and going back would hide that
        // it is late: the viewer asks again.
        if (!_clock.IsRunning || now < _resyncAllowedAt || _cursor.IsInBurst || _cursor.IsJumping || _cursor.MissingSince <= now
            || _cursor.IsKeyFrameWithin(KeyFrameWait) || !_cursor.TryGoBack())
        {
            return false;
        }

        _resyncAllowedAt = now + MinResyncInterval;
        return true;
    }

    /// <summary>
    /// Sends the last packet again. When it was lost nothing newer would show the viewer that it is missing, so it would never be asked for.
    /// </summary>
    public void ProbeTail(MonotonicTime now) => _retransmissions.Request(_sequenceNumber + -1, now, TimeSpan.Zero);

    /// <inheritdoc/>
    public void Dispose() => _cursor.Dispose();

    // The storage answers; an encoder does not say when a picture is there.
    private MonotonicTime NextLook(MonotonicTime now) =>
        _cursor.IsBeingMade ? MonotonicTime.Max(_cursor.NextDue, now + LookInterval) : MonotonicTime.Never;

    private bool TryWriteVideo(Span<byte> packet, MonotonicTime now, out int length)
    {
        length = 0;
        if ((_cutNext == _cutCount && !TryBeginPicture(now)) || _pacer.NextSendTime(PacketClass.Video, now) > now)
        {
            return false;
        }

        // The block of a sample stays while it is being sent: a block is reused only when the play head has left it.
        if (!_cursor.TryGet(_picture, out SuppliedPicture picture))
        {
            return GiveUpPicture();
        }

        PacketCut cut = _cuts[_cutNext++];
        length = WriteMedia(packet, _sequenceNumber, _timestamp, picture, cut);
        if (length == 0)
        {
            // The file was replaced under its index.
            return GiveUpPicture();
        }

        _history.Add(_sequenceNumber, cut);
        _sequenceNumber = _sequenceNumber.Next;
        _statistics.OnSent(cut.PayloadSize);
        _pacer.OnSent(PacketClass.Video, length, now);
        _progressAt = now;
        return true;
    }

    private bool GiveUpPicture()
    {
        _cutNext = _cutCount;
        _pacer.DiscardQueued();
        return false;
    }

    private bool TryBeginPicture(MonotonicTime now)
    {
        if (_cursor.TryJump(now, out long pictures, out long burstBytes))
        {
            // All of it is announced at once, so that the pacer goes as fast as it may; picture by picture it would take its time for each.
            _pacer.OnBurstQueued(burstBytes, now);
            _timestamps.BeginBurst(now, pictures);
        }

        while (_cursor.TryTake(now, out SuppliedPicture picture, out bool isInBurst))
        {
            _progressAt = now;
            if (!Thinning.MaySend(picture, isInBurst, _cursor.CurrentDue, now))
            {
                _counters.OnThinned();
                continue;
            }

            int size = Plan(picture);
            if (_cutCount == 0)
            {
                continue;
            }

            _picture = _cursor.Current;
            _timestamp = _timestamps.Next(picture.CompositionTime, picture.Lap);
            _history.BeginFrame(_picture, _timestamp);
            Announce(size, isInBurst, now);
            return true;
        }

        return false;
    }

    private void Announce(int size, bool isInBurst, MonotonicTime now)
    {
        if (isInBurst)
        {
            _isInBurst = true;
            return;
        }

        if (_isInBurst)
        {
            // What the burst has left out was announced with it.
            _isInBurst = false;
            _pacer.DiscardQueued();
        }

        _pacer.OnFrameQueued(size, now);
    }

    private int Plan(in SuppliedPicture picture)
    {
        _cutNext = _cutCount = 0;
        int size = 0;
        H264Packetizer packetizer = picture.Format.Packetize(picture.Bytes, picture.IsKey);
        while (packetizer.TryNext(out PacketCut cut))
        {
            if (_cutCount == _cuts.Length)
            {
                Array.Resize(ref _cuts, _cuts.Length * 2);
            }

            _cuts[_cutCount++] = cut;
            size += RtpHeader.FixedSize + cut.PayloadSize;
        }

        return size;
    }

    private bool TryWriteRetransmission(Span<byte> packet, MonotonicTime now, out int length)
    {
        length = 0;
        while (!_cursor.IsRecalling && _retransmissions.TryPeek(out SequenceNumber number, out SentPacket sent)
            && _pacer.NextSendTime(PacketClass.Retransmission, now) <= now)
        {
            if (_cursor.SizeToRecall(sent.Picture) is > 0 and int size && _retransmissions.MayRead(size, now))
            {
                _cursor.Recall(sent.Picture);
                break;
            }

            _retransmissions.TryDequeue(out _, out _);
            if (TryCutAgain(packet, number, sent, out length))
            {
                _pacer.OnSent(PacketClass.Retransmission, length, now);
                _counters.OnRetransmitted();
                return true;
            }
        }

        return false;
    }

    private bool TryCutAgain(Span<byte> packet, SequenceNumber number, SentPacket sent, out int length)
    {
        length = 0;
        if (!_cursor.TryGet(sent.Picture, out SuppliedPicture picture))
        {
            return false;
        }

        if (_rtx is not { } rtx)
        {
            // Without RFC 4588 the packet goes again as it was, bit by bit: the same SRTP nonce then covers the same plaintext.
            length = WriteMedia(packet, number, sent.Timestamp, picture, sent.Cut);
            return length > 0;
        }

        RtpHeader original = new(_stream.PayloadType, sent.Cut.Marker, number, sent.Timestamp, _stream.Ssrc);
        int header = RtxPacket.WriteHeader(original, rtx, new() { Ids = _stream.Extensions }, packet);
        int payload = picture.Format.Write(picture.Bytes, sent.Cut, packet[header..]);
        _rtx = rtx.Advance();
        length = header + payload;
        return payload > 0;
    }

    private int WriteMedia(Span<byte> packet, SequenceNumber number, RtpTimestamp timestamp, in SuppliedPicture picture, PacketCut cut)
    {
        RtpHeader header = new(_stream.PayloadType, cut.Marker, number, timestamp, _stream.Ssrc);
        int headerLength = RtpPacketWriter.WriteHeader(header, new() { Ids = _stream.Extensions }, packet);
        int payload = picture.Format.Write(picture.Bytes, cut, packet[headerLength..]);
        return payload > 0 ? headerLength + payload : 0;
    }
}
