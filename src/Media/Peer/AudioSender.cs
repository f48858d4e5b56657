using Vod.Media.Playback;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>The sound of one viewer: Opus packets (RFC 7587), of a file one every 20 ms, never held back by the pacer.</summary>
/// <param name="source">The packets.</param>
/// <param name="stream">Identity of the stream.</param>
/// <param name="clock">When times of the presentation are due.</param>
/// <param name="loop">The period of a file that loops; null for one that is played once.</param>
internal sealed class AudioSender(IOpusSource source, RtpStream stream, PlaybackClock clock, LoopPeriod? loop)
{
    /// <summary>How long a packet that is still being made is waited for; later it is skipped and the receiver conceals it.</summary>
    public static readonly TimeSpan MaxLateness = TimeSpan.FromMilliseconds(200);

    /// <summary>How often a packet that is waited for is asked for again: a request is given up when nobody renews it.</summary>
    public static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);

    /// <summary>Most bytes that a packet is filled up by to be as long as the others of a run: of usual sound about what their lengths differ by.</summary>
    public const int MaxPadding = 64;

    /// <summary>Most bytes of a payload that is filled up: of uncommonly much sound a few packets are enough for a message.</summary>
    public const int MaxPaddedSize = 600;

    private const int PacketsBetweenRequests = 25;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(5);
    private readonly bool _isLive = source.IsLive;
    private readonly RtpClock _rtpClock = new(RtpClock.OpusRate, stream.TimestampOrigin);
    private SequenceNumber _sequenceNumber = stream.FirstSequenceNumber;
    private SendStatistics _statistics;
    private long _lap;
    private int _next;
    private int _askedAgain = -1;
    private MonotonicTime _askAgainAt = MonotonicTime.Zero;
    private int _runEnd; // of packets that are made equally long
    private int _runSize;

    /// <summary>The stream's identity.</summary>
    public Ssrc Ssrc => stream.Ssrc;

    /// <summary>The mapping of media time to timestamps, for sender reports.</summary>
    public RtpClock RtpClock => _rtpClock;

    /// <summary>What has been sent, for sender reports.</summary>
    public SendStatistics Statistics => _statistics;

    /// <summary>Packets that were not made in time.</summary>
    public int Skipped { get; private set; }

    /// <summary>Where in the stream the last packet that was sent ends.</summary>
    public TimeSpan SentUntil { get; private set; }

    /// <summary>Whether nothing is sent: at another speed than the usual there is no sound.</summary>
    public bool IsMuted { get; set; }

    /// <summary>Whether a packet that is still being made is waited for however long it takes, because there is nothing else to go on with.</summary>
    public bool Holds { get; init; }

    /// <summary>Whether every packet has been sent, or none is going to be.</summary>
    public bool IsFinished => IsMuted || (_next >= source.PacketCount && (loop is null || source.PacketCount == 0));

    /// <summary>Whether the packet to be played next has been made, or is not worth waiting for.</summary>
    public bool IsReady => IsFinished || source.Failure is not null || source.TryGetPacket(_next, out _);

    /// <summary>Why the sound ends here, before its end: the next packet will not be made. Null if it will, or may.</summary>
    public MediaFailure? Broken => IsFinished || source.TryGetPacket(_next, out _) ? null : source.Failure;

    /// <summary>When the packet that is waited for was or will be due; never when it has been made.</summary>
    public MonotonicTime MissingSince => IsReady ? MonotonicTime.Never : NextDue;

    /// <summary>Has the next packets made.</summary>
    public void Prepare() => source.RequestAhead(_next);

    /// <summary>Stands on the first packet at or after a position of the presentation; what comes before it is lost.</summary>
    public void MoveTo(TimeSpan position)
    {
        (_lap, TimeSpan inLap) = loop?.Locate(position) ?? (0, position);
        _runEnd = 0;
        _next = source.Find(TicksFrom(inLap));
        Wrap();
        source.RequestAhead(_next);
    }

    /// <summary>When <see cref="TryWritePacket"/> will have something, or should be asked again.</summary>
    public MonotonicTime NextSendTime(MonotonicTime now)
    {
        MonotonicTime due = IsFinished ? MonotonicTime.Never : NextDue;
        return due.IsNever && _isLive && !IsFinished ? now + VideoSender.LiveLookInterval : due > now || IsReady ? due : now + RetryInterval;
    }

    /// <summary>Writes the next packet that is due, or will be soon and has been made.</summary>
    /// <param name="buffer">Room for a packet with its authentication tag.</param>
    /// <param name="now">The time.</param>
    /// <param name="until">Up to when; not before now.</param>
    /// <param name="isRun">Whether all of them are going to be taken now, and are to be of one length, so that segmentation offload takes them as one message.</param>
    /// <param name="packet">The packet.</param>
    public bool TryWritePacket(Span<byte> buffer, MonotonicTime now, MonotonicTime until, bool isRun, out UnprotectedPacket packet)
    {
        packet = default;
        while (!IsFinished && NextDue <= until)
        {
            if (!source.TryGetPacket(_next, out ReadOnlyMemory<byte> payload))
            {
                if (NextDue > now)
                {
                    return false;
                }

                // Also of what has failed: the storage may be back.
                AskAgain(now);
                if (source.Failure is null && (Holds || now - NextDue < MaxLateness))
                {
                    return false;
                }

                Skipped++;
                Advance();
                continue;
            }

            int size = isRun && !_isLive ? SizeInRun(until, payload.Length) : payload.Length;
            (long lap, int index) = (_lap, _next);
            Advance();
            if (!payload.IsEmpty && payload.Length <= RtpPacketBudget.MaxPayload)
            {
                packet = Write(buffer, lap, index, payload.Span, size);
                return true;
            }
        }

        return false;
    }

    private MonotonicTime NextDue => DueTime(_next);

    private MonotonicTime DueTime(int index) =>
        source.TimeOf(index) is >= 0 and long ticks ? clock.DueTime((loop?.StartOf(_lap) ?? TimeSpan.Zero) + SpanOf(ticks)) : MonotonicTime.Never;

    // 48 kHz and 100 ns have 625 : 3 in common, so packets of 20 ms are exact.
    private static TimeSpan SpanOf(long ticks) => new(ticks * 625 / 3);

    // Upwards: what begins before a moment is not at or after it.
    private static long TicksFrom(TimeSpan time) => ((Math.Max(0, time.Ticks) * 3) + 624) / 625;

    // Up to the end of a lap. The last one may be shorter.
    private int SizeInRun(MonotonicTime until, int length)
    {
        if (_next >= _runEnd)
        {
            _runSize = 0;
            for (_runEnd = _next; _runEnd < source.PacketCount && DueTime(_runEnd) <= until && source.TryGetPacket(_runEnd, out ReadOnlyMemory<byte> packet); _runEnd++)
            {
                _runSize = Math.Max(_runSize, packet.Length);
            }
        }

        return _next < _runEnd - 1 && _runSize - length <= MaxPadding && _runSize <= MaxPaddedSize ? _runSize : length;
    }

    private UnprotectedPacket Write(Span<byte> buffer, long lap, int index, ReadOnlySpan<byte> payload, int size)
    {
        long presentation = source.TimeOf(index) + (loop?.TicksAt(lap, RtpClock.OpusRate) ?? 0);
        long time = clock.StreamTicksOf(presentation, RtpClock.OpusRate);
        RtpTimestamp timestamp = _rtpClock.At(new MediaTime(time, RtpClock.OpusRate));
        SentUntil = new MediaTime(time + IOpusSource.TicksPerPacket, RtpClock.OpusRate).ToTimeSpan();
        RtpHeader header = new(stream.PayloadType, Marker: false, _sequenceNumber, timestamp, stream.Ssrc);
        int headerLength = RtpPacketWriter.WriteHeader(header, new() { Ids = stream.Extensions }, buffer);
        _sequenceNumber = _sequenceNumber.Next;
        _statistics.OnSent(payload.Length);
        return new(headerLength, size > payload.Length ? FillUp(buffer, payload, size) : payload);
    }

    // At the end of the buffer there is room, as what is filled up is short.
    private static ReadOnlySpan<byte> FillUp(Span<byte> buffer, ReadOnlySpan<byte> payload, int size)
    {
        buffer[0] |= RtpHeader.PaddingBit;
        Span<byte> filled = buffer[^size..];
        payload.CopyTo(filled);
        filled[payload.Length..].Clear();
        filled[^1] = (byte)(size - payload.Length);
        return filled;
    }

    private void Advance()
    {
        _next++;
        Wrap();
        if (_next % PacketsBetweenRequests == 0)
        {
            source.RequestAhead(_next);
        }
    }

    // What was asked for long before may have been dropped or pushed out of memory since: by a long wait for the viewer, or by others.
    private void AskAgain(MonotonicTime now)
    {
        if (_askedAgain != _next || now >= _askAgainAt)
        {
            (_askedAgain, _askAgainAt) = (_next, now + AskInterval);
            source.RequestAhead(_next);
        }
    }

    private void Wrap()
    {
        if (_next >= source.PacketCount && loop is not null && source.PacketCount > 0)
        {
            (_next, _runEnd) = (0, 0);
            _lap++;
        }
    }
}
