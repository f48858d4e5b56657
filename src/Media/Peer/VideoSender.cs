using Vod.Media.H264;
using Vod.Media.H264.Packetization;
using Vod.Media.Mp4;
using Vod.Media.Pacing;
using Vod.Media.Playback;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// The picture of one viewer: takes samples from the window when they are due, cuts them into packets, and lets the pacer say when each may go. Keeps no packets:
/// what is lost is cut again from the sample.
/// </summary>
internal sealed class VideoSender : IDisposable
{
    /// <summary>
    /// Step between timestamps that would otherwise stand still or go back: pictures of a catch-up burst. Small, so that a burst of ten seconds of pictures is over
    /// in 30 ms of media time.
    /// </summary>
    public const int MinTimestampStep = 9;

    /// <summary>Shortest time between two bursts made for a viewer that lost the picture: a burst is up to a whole GOP.</summary>
    public static readonly TimeSpan MinResyncInterval = TimeSpan.FromSeconds(1);

    /// <summary>A key frame that is due this soon is waited for rather than going back to the last one.</summary>
    public static readonly TimeSpan KeyFrameWait = TimeSpan.FromMilliseconds(400);

    private readonly VideoSource _source;
    private readonly SampleWindow _window;
    private readonly SendHistory _history = new();
    private readonly RetransmissionQueue _retransmissions;
    private readonly Pacer _pacer;
    private readonly PlaybackClock _clock;
    private readonly RtpClock _rtpClock;
    private readonly RtpStream _stream;
    private PacketCut[] _cuts = new PacketCut[64];
    private int _cutCount;
    private int _cutNext;
    private int _frame;
    private int _next;
    private int _reached;
    private int _announcedEnd;
    private RtpTimestamp _timestamp;
    private bool _hasTimestamp;
    private bool _goesBack;
    private long _newestShown = long.MinValue;
    private SequenceNumber _sequenceNumber;
    private RtxStream? _rtx;
    private MonotonicTime _resyncAllowedAt = MonotonicTime.Zero;
    private SendStatistics _statistics;

    public VideoSender(VideoSource source, RtpStream stream, RtxStream? rtx, PlaybackClock clock)
    {
        _source = source;
        _stream = stream;
        _rtx = rtx;
        _clock = clock;
        _rtpClock = new RtpClock(RtpClock.VideoRate, stream.TimestampOrigin);
        _sequenceNumber = stream.FirstSequenceNumber;
        _window = new SampleWindow(source.Samples, SampleWindow.BlockBytesFor(source.AverageBitrate));
        _pacer = new Pacer(source.AverageBitrate);
        _retransmissions = new RetransmissionQueue(_history, new RetransmissionLimiter(source.AverageBitrate));
    }

    /// <summary>The stream's identity.</summary>
    public Ssrc Ssrc => _stream.Ssrc;

    /// <summary>The mapping of media time to timestamps, for sender reports.</summary>
    public RtpClock RtpClock => _rtpClock;

    /// <summary>What has been sent, for sender reports.</summary>
    public SendStatistics Statistics => _statistics;

    /// <summary>Whether every sample has been sent.</summary>
    public bool IsFinished => _next >= _source.Samples.Count && _cutNext == _cutCount && !_goesBack;

    /// <summary>Whether the sample to be played next is in memory.</summary>
    public bool IsReady => IsFinished || _window.Holds(_next);

    /// <summary>Whether a read of the file is outstanding.</summary>
    public bool IsReading => _window.IsReading;

    /// <summary>
    /// When the picture that the storage is late with was or will be due; never when it is in memory. A burst from an old key frame waits for nobody: its pictures
    /// have all been due before.
    /// </summary>
    public MonotonicTime MissingSince => _next < _reached || IsReady ? MonotonicTime.Never : NextFrameDue;

    /// <summary>When the next picture is due; never after the last.</summary>
    public MonotonicTime NextFrameDue => _next < _source.Samples.Count ? _clock.DueTime(ShowTime(_next)) : MonotonicTime.Never;

    /// <summary>Asks for the next range of the file.</summary>
    public bool PollRead(out ReadRequest request) => _window.TryPlanRead(_next, out request);

    /// <summary>Takes the answer to a read; false when the file is shorter than its index says.</summary>
    public bool CompleteRead(in ReadRequest request, int bytesRead) => _window.Complete(request, bytesRead);

    /// <summary>When <see cref="TryWritePacket"/> will have something; never while the storage is being waited for.</summary>
    public MonotonicTime NextSendTime(MonotonicTime now)
    {
        MonotonicTime retransmission = _retransmissions.Count > 0
            ? _pacer.NextSendTime(PacketClass.Retransmission, now)
            : MonotonicTime.Never;
        MonotonicTime video = _cutNext < _cutCount
            ? _pacer.NextSendTime(PacketClass.Video, now)
            : _goesBack ? now : IsReady ? NextFrameDue : MonotonicTime.Never;
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
    /// the last one, as fast as the pacer allows and with timestamps pressed together, until the picture is at the play head again.
    /// </summary>
    public bool OnKeyFrameRequest(MonotonicTime now)
    {
        // While a burst is on its way another would only begin it anew.
        if (!_clock.IsRunning || now < _resyncAllowedAt || _next < _reached || _next == 0 || _next >= _source.Samples.Count || KeyFrameIsNear())
        {
            return false;
        }

        _resyncAllowedAt = now + MinResyncInterval;
        _goesBack = true;
        return true;
    }

    /// <summary>
    /// Sends the last packet again. When it was lost nothing newer would show the viewer that it is missing, so it would never be asked for.
    /// </summary>
    public void ProbeTail(MonotonicTime now) => _retransmissions.Request(_sequenceNumber + -1, now, TimeSpan.Zero);

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private bool TryWriteVideo(Span<byte> packet, MonotonicTime now, out int length)
    {
        length = 0;
        if ((_cutNext == _cutCount && !TryBeginFrame(now)) || _pacer.NextSendTime(PacketClass.Video, now) > now)
        {
            return false;
        }

        // The block of a sample stays while it is being sent: a block is reused only when the play head has left it.
        if (!_window.TryGet(_frame, _source.Samples.GetSample(_frame), out ReadOnlySpan<byte> sample))
        {
            _cutNext = _cutCount;
            _pacer.DiscardQueued();
            return false;
        }

        PacketCut cut = _cuts[_cutNext++];
        length = WriteMedia(packet, _sequenceNumber, _timestamp, sample, cut);
        if (length == 0)
        {
            // The file was replaced under its index: the rest of this picture is given up.
            _cutNext = _cutCount;
            _pacer.DiscardQueued();
            return false;
        }

        _history.Add(_sequenceNumber, cut);
        _sequenceNumber = _sequenceNumber.Next;
        _statistics.OnSent(cut.PayloadSize);
        _pacer.OnSent(PacketClass.Video, length, now);
        return true;
    }

    private bool TryBeginFrame(MonotonicTime now)
    {
        if (_goesBack)
        {
            // Between two pictures, so that none is left unfinished.
            _goesBack = false;
            _next = _source.Samples.FindSyncAtOrBefore(_next - 1);
            _window.JumpTo(_next);
            AnnounceBurst(now);
        }

        while (_next < _source.Samples.Count && _clock.DueTime(ShowTime(_next)) <= now)
        {
            MediaSample sample = _source.Samples.GetSample(_next);
            if (!_window.TryGet(_next, sample, out ReadOnlySpan<byte> bytes))
            {
                return false;
            }

            _frame = _next++;
            _reached = Math.Max(_reached, _next);
            if (_source.IsReordered && IsLeftOut(sample, bytes))
            {
                continue;
            }

            int size = Plan(bytes, sample.IsSync);
            if (_cutCount > 0)
            {
                _timestamp = NextTimestamp(sample.CompositionTime);
                _history.BeginFrame(_frame, _timestamp);
                if (_frame >= _announcedEnd)
                {
                    _pacer.OnFrameQueued(size, now);
                }

                return true;
            }
        }

        return false;
    }

    // All that is due is announced at once, so that the pacer goes as fast as it may; picture by picture it would take its time for each.
    private void AnnounceBurst(MonotonicTime now)
    {
        long size = 0;
        for (_announcedEnd = _next; _announcedEnd < _source.Samples.Count && _clock.DueTime(ShowTime(_announcedEnd)) <= now; _announcedEnd++)
        {
            size += _source.Samples.GetSample(_announcedEnd).Size;
        }

        _pacer.OnFrameQueued((int)Math.Min(size, int.MaxValue), now);
    }

    /// <summary>
    /// Of a reordered stream only the pictures that come in the order they are shown in are sent: a receiver shows them as they come, and its decoder takes one that
    /// comes late for an error. Those nobody refers to can be left out for free; a B picture that others refer to leaves traces until the next key frame.
    /// </summary>
    private bool IsLeftOut(in MediaSample sample, ReadOnlySpan<byte> bytes)
    {
        if (sample.IsSync)
        {
            _newestShown = long.MinValue;
        }

        if (sample.CompositionTime < _newestShown || AccessUnit.IsDisposable(bytes, _source.Format.NalLengthSize))
        {
            return true;
        }

        _newestShown = sample.CompositionTime;
        return false;
    }

    private int Plan(ReadOnlySpan<byte> bytes, bool isSync)
    {
        _cutNext = _cutCount = 0;
        int size = 0;
        H264Packetizer packetizer = _source.Format.Packetize(bytes, isSync);
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

    private RtpTimestamp NextTimestamp(long compositionTime)
    {
        RtpTimestamp timestamp = _rtpClock.At(new MediaTime(compositionTime, _source.Timescale));
        RtpTimestamp earliest = _timestamp + MinTimestampStep;
        bool goesBack = _hasTimestamp && timestamp - earliest < 0;
        _hasTimestamp = true;
        return goesBack ? earliest : timestamp;
    }

    private bool TryWriteRetransmission(Span<byte> packet, MonotonicTime now, out int length)
    {
        length = 0;
        while (_retransmissions.Count > 0 && _pacer.NextSendTime(PacketClass.Retransmission, now) <= now)
        {
            if (_retransmissions.TryDequeue(out SequenceNumber number, out SentPacket sent) && TryCutAgain(packet, number, sent, out length))
            {
                _pacer.OnSent(PacketClass.Retransmission, length, now);
                return true;
            }
        }

        return false;
    }

    private bool TryCutAgain(Span<byte> packet, SequenceNumber number, SentPacket sent, out int length)
    {
        length = 0;
        if (!_window.TryGet(sent.SampleIndex, _source.Samples.GetSample(sent.SampleIndex), out ReadOnlySpan<byte> sample))
        {
            return false;
        }

        if (_rtx is not { } rtx)
        {
            // Without RFC 4588 the packet goes again as it was, bit by bit: the same SRTP nonce then covers the same plaintext.
            length = WriteMedia(packet, number, sent.Timestamp, sample, sent.Cut);
            return length > 0;
        }

        RtpHeader original = new(_stream.PayloadType, sent.Cut.Marker, number, sent.Timestamp, _stream.Ssrc);
        int header = RtxPacket.WriteHeader(original, rtx, default, packet);
        int payload = _source.Format.Write(sample, sent.Cut, packet[header..]);
        _rtx = rtx.Advance();
        length = header + payload;
        return payload > 0;
    }

    private int WriteMedia(Span<byte> packet, SequenceNumber number, RtpTimestamp timestamp, ReadOnlySpan<byte> sample, PacketCut cut)
    {
        RtpHeader header = new(_stream.PayloadType, cut.Marker, number, timestamp, _stream.Ssrc);
        int headerLength = RtpPacketWriter.WriteHeader(header, default, packet);
        int payload = _source.Format.Write(sample, cut, packet[headerLength..]);
        return payload > 0 ? headerLength + payload : 0;
    }

    private bool KeyFrameIsNear()
    {
        TimeSpan limit = ShowTime(_next) + KeyFrameWait;
        for (int i = _next; i < _source.Samples.Count && ShowTime(i) <= limit; i++)
        {
            if (_source.Samples.GetSample(i).IsSync)
            {
                return true;
            }
        }

        return false;
    }

    // What an edit list cuts off before the start has to be decoded all the same; it goes at once.
    private TimeSpan ShowTime(int index)
    {
        TimeSpan time = new MediaTime(_source.Samples.GetSample(index).CompositionTime, _source.Timescale).ToTimeSpan();
        return time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }
}
