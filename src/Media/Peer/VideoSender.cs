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
internal sealed partial class VideoSender : IDisposable
{
    private readonly PictureCursor _cursor;
    private readonly SendHistory _history = new();
    private readonly RetransmissionQueue _retransmissions;
    private readonly Pacer _pacer;
    private readonly PlaybackClock _clock;
    private readonly PeerCounters _counters;
    private readonly RtpClock _rtpClock;
    private readonly RtpStream _stream;
    private readonly VideoSource _source;
    private readonly CutPictures _pictures;
    private CutPicture? _sending;
    private int _nextPacket;
    private bool _isInBurst;
    private int _payloadSize; // of the run under way
    private PictureTimestamps _timestamps;
    private RtpTimestamp _timestamp;
    private SequenceNumber _sequenceNumber;
    private RtxStream? _rtx;
    private MonotonicTime _progressAt = MonotonicTime.Zero;
    private SendStatistics _statistics;

    public VideoSender(VideoSource source, RtpStream stream, RtxStream? rtx, PlaybackClock clock, LoopPeriod? loop, PeerCounters counters, CutPictures pictures)
    {
        (_source, _pictures) = (source, pictures);
        _stream = stream;
        _rtx = rtx;
        _clock = clock;
        _counters = counters;
        _rtpClock = new RtpClock(RtpClock.VideoRate, stream.TimestampOrigin);
        _timestamps = new PictureTimestamps(_rtpClock, clock, source.Timescale, loop);
        _cursor = new PictureCursor(source, clock, loop, pictures);
        _sequenceNumber = stream.FirstSequenceNumber;
        _pacer = new Pacer(source.AverageBitrate);
        _retransmissions = new RetransmissionQueue(_history, new RetransmissionLimiter(source.AverageBitrate));
    }

    /// <summary>The stream's identity.</summary>
    public Ssrc Ssrc => _stream.Ssrc;

    /// <summary>The mapping of the presentation to timestamps, for sender reports.</summary>
    public RtpClock RtpClock => _rtpClock;

    /// <inheritdoc cref="PictureCursor.NextDue"/>
    public MonotonicTime NextDue => _cursor.NextDue;

    /// <summary>What has been sent, for sender reports.</summary>
    public SendStatistics Statistics => _statistics;

    /// <summary>What is left out where the path is narrow.</summary>
    public PictureThinning Thinning { get; } = new();

    /// <summary>How fast it is played.</summary>
    public double Speed => _clock.Speed;

    /// <summary>Bits per second of the whole film, or of what is published now, at that speed.</summary>
    public long AverageBitrate => (long)(_source.AverageBitrate * _clock.Speed);

    /// <summary>When in the stream the last picture is shown that was begun.</summary>
    public TimeSpan SentUntil { get; private set; }

    /// <summary>Whether a picture was begun that has not come to its end.</summary>
    public bool IsInPicture => _sending is not null;

    /// <summary>Whether the packets of the run under way are of one length, whichever picture they belong to.</summary>
    public bool IsRunEqual => _payloadSize > 0;

    /// <summary>Whether every sample has been sent.</summary>
    public bool IsFinished => _cursor.IsFinished && _sending is null;

    /// <summary>Whether the sample to be played next is in memory.</summary>
    public bool IsReady => _cursor.IsReady;

    /// <summary>Whether a read of the file is outstanding.</summary>
    public bool IsReading => _cursor.IsReading;

    /// <inheritdoc cref="PictureCursor.HasRead"/>
    public bool HasRead => _cursor.HasRead;

    /// <summary>When the storage or the encoder began to be late with the next picture; never when it is not. On a narrow path a picture may be overdue before its turn comes.</summary>
    public MonotonicTime MissingSince =>
        !Thinning.IsPathNarrow ? _cursor.MissingSince
        : _sending is not null ? MonotonicTime.Never : MonotonicTime.Max(_cursor.MissingSince, _progressAt);

    /// <summary>Asks for the next range of the file.</summary>
    public bool PollRead(out ReadRequest request) => _cursor.PollRead(out request);

    /// <summary>Takes the answer to a read; false when the file is shorter than its index says.</summary>
    public bool CompleteRead(in ReadRequest request, int bytesRead) => _cursor.CompleteRead(request, bytesRead);

    /// <inheritdoc cref="PictureCursor.IsBeingMade"/>
    public bool IsBeingMade => _cursor.IsBeingMade;

    /// <inheritdoc cref="PictureCursor.Broken"/>
    public MediaFailure? Broken => _cursor.Broken;

    /// <inheritdoc cref="PictureCursor.Prepare"/>
    public void Prepare(TimeSpan position, MonotonicTime now) => _cursor.Prepare(position, now);

    /// <inheritdoc cref="PictureCursor.Start"/>
    public void Start() => _cursor.Start();

    /// <inheritdoc cref="PictureCursor.Seek"/>
    public void Seek(TimeSpan position) => _cursor.Seek(position);

    /// <summary>Says how much faster than usual pictures are going to follow each other.</summary>
    public void SetSpeed(double speed) => _pacer.SetStreamBitrate((long)(_source.AverageBitrate * speed));

    /// <inheritdoc cref="PictureCursor.LookAhead"/>
    public StreamNeed LookAhead() => _cursor.LookAhead();

    /// <summary>Says what the path carries in bits per second; null when it is not known to be limited. Of a narrow path retransmissions get their share, not of the stream.</summary>
    public void SetPathBitrate(long? bitsPerSecond)
    {
        _pacer.SetPathBitrate(bitsPerSecond);
        _retransmissions.SetStreamBitrate(Math.Min(bitsPerSecond ?? _source.AverageBitrate, _source.AverageBitrate));
    }

    /// <summary>Writes a packet without contents on the retransmission stream; false where there is none.</summary>
    public bool TryWritePadding(Span<byte> buffer, out UnprotectedPacket packet)
    {
        packet = default;
        if (_rtx is not { } rtx)
        {
            return false;
        }

        int length = RtpPadding.Write(rtx, _timestamp, _stream.Extensions, buffer);
        packet = new(length - RtpPadding.Size, buffer[(length - RtpPadding.Size)..length]);
        _rtx = rtx.Advance();
        return true;
    }

    /// <inheritdoc cref="PictureCursor.CatchUp"/>
    public void CatchUp(TimeSpan position) => _cursor.CatchUp(position);

    /// <summary>When <see cref="TryWritePacket"/> will have something, or should be asked again; never while the storage is being waited for.</summary>
    public MonotonicTime NextSendTime(MonotonicTime now)
    {
        MonotonicTime retransmission = _retransmissions.Count > 0 && !_cursor.IsRecalling
            ? _pacer.NextSendTime(PacketClass.Retransmission, now)
            : MonotonicTime.Never;
        MonotonicTime video = _sending is not null
            ? _pacer.NextSendTime(PacketClass.Video, now)
            : _cursor.IsJumping ? now : _cursor.IsReady ? _cursor.NextDue : NextLook(now);
        return MonotonicTime.Min(retransmission, video);
    }

    /// <summary>Writes the next packet that may go now. Retransmissions come first: the decoder stands still until they are there.</summary>
    /// <param name="buffer">Room for a whole packet with its authentication tag.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">Up to when a picture may be due that is begun, as far as the pacer lets it go at once; not before now.</param>
    /// <param name="packet">The packet.</param>
    public bool TryWritePacket(Span<byte> buffer, MonotonicTime now, MonotonicTime until, out UnprotectedPacket packet) =>
        TryWriteRetransmission(buffer, now, out packet) || TryWriteVideo(buffer, now, until, out packet);

    /// <inheritdoc/>
    public void Dispose()
    {
        EndPicture();
        _cursor.Dispose();
    }

    private bool TryWriteVideo(Span<byte> buffer, MonotonicTime now, MonotonicTime until, out UnprotectedPacket packet)
    {
        packet = default;
        if ((_sending is null && !TryBeginPicture(now, until)) || _pacer.NextSendTime(PacketClass.Video, now) > now)
        {
            return false;
        }

        CutPicture picture = _sending!;
        int place = _nextPacket++;
        packet = WriteMedia(buffer, _sequenceNumber, _timestamp, picture, place);
        _history.Add(_sequenceNumber);
        _sequenceNumber = _sequenceNumber.Next;
        _statistics.OnSent(packet.Payload.Length - picture.PaddingOf(place));
        _pacer.OnSent(PacketClass.Video, packet.Length, now);
        _progressAt = now;
        if (_nextPacket == picture.Count)
        {
            // Its bytes stay until another picture is cut, so the packet is still whole.
            EndPicture();
        }

        return true;
    }

    private void EndPicture()
    {
        if (_sending is not null)
        {
            _pictures.Release(_sending);
            _sending = null;
        }
    }

    private bool TryBeginPicture(MonotonicTime now, MonotonicTime until)
    {
        if (_cursor.TryJump(now, out long pictures, out long burstBytes))
        {
            // All of it is announced at once, so that the pacer goes as fast as it may; picture by picture it would take its time for each.
            _pacer.OnBurstQueued(burstBytes, now);
            _timestamps.BeginBurst(now, pictures);
        }

        PlanRun(now, until);
        while (_cursor.TryTake(now, until > now && MayBeEarly(now) ? until : now, _payloadSize, out SuppliedPicture picture, out bool isInBurst))
        {
            _progressAt = now;
            if (!Thinning.MaySend(picture, isInBurst, _cursor.CurrentDue, now))
            {
                _counters.OnThinned();
                AskAfterThinning(now);
                continue;
            }

            if (picture.Cut.Count > 0)
            {
                Begin(picture, isInBurst, now);
                return true;
            }
        }

        return false;
    }

    // A run begins with a picture that is due.
    private void PlanRun(MonotonicTime now, MonotonicTime until)
    {
        if (_progressAt != now && _cursor.NextDue <= now)
        {
            Span<int> sizes = stackalloc int[EqualPayloads.MaxPictures];
            _payloadSize = until > now && !_cursor.IsInBurst ? EqualPayloads.SizeFor(sizes[.._cursor.SizesUntil(until, _pacer.RoomAt(now), sizes)]) : 0;
        }
    }

    // Only with one that was due, and whole: half of a picture before its time would only make the path's queue longer.
    private bool MayBeEarly(MonotonicTime now) => _progressAt == now && !_cursor.IsInBurst && _cursor.NextSize <= _pacer.RoomAt(now);

    private void Begin(in SuppliedPicture picture, bool isInBurst, MonotonicTime now)
    {
        _pictures.Hold(picture.Cut);
        (_sending, _nextPacket) = (picture.Cut, 0);
        _timestamp = _timestamps.Next(picture.CompositionTime, picture.Lap);
        SentUntil = isInBurst ? SentUntil : _cursor.CurrentDue - _clock.Epoch;
        if (picture.IsKey && _cursor.IsLive)
        {
            // What is published takes now more, now less; a viewer of it plays at no other speed.
            SetSpeed(1);
        }

        _history.BeginFrame(_cursor.Current.Value, _timestamp, picture.Cut.Checksum);
        Announce(picture.Cut.PacketBytes, isInBurst, now);
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

    private UnprotectedPacket WriteMedia(Span<byte> buffer, SequenceNumber number, RtpTimestamp timestamp, CutPicture picture, int place)
    {
        RtpHeader header = new(_stream.PayloadType, IsLast(picture, place), number, timestamp, _stream.Ssrc);
        int length = RtpPacketWriter.WriteHeader(header, new() { Ids = _stream.Extensions }, buffer);
        MarkPadding(picture, place, buffer);
        return new(length, picture.Payload(place));
    }

    private static void MarkPadding(CutPicture picture, int packet, Span<byte> header) =>
        header[0] |= picture.PaddingOf(packet) > 0 ? RtpHeader.PaddingBit : (byte)0;

    private static bool IsLast(CutPicture picture, int packet) => packet == picture.Count - 1;
}
