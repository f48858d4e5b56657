using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Pacing;

/// <summary>
/// The packets of one stream that a viewer has asked for again and that wait for the pacer: NACKs in (RFC 4585), descriptors out, to be
/// sent as RFC 4588 packets. Every refusal has a reason to count.
/// </summary>
internal sealed class RetransmissionQueue(SendHistory history, RetransmissionLimiter limiter)
{
    /// <summary>Packets that may wait, a power of two. The pacer sends this many in about 0.3 s at its slowest.</summary>
    public const int Capacity = 128;

    private readonly Retransmissions _sentAgain = new();
    private SequenceNumber[] _waiting = [];
    private uint _head;
    private uint _tail;

    /// <summary>Packets that wait.</summary>
    public int Count => (int)(_tail - _head);

    /// <summary>Takes in one number of a NACK.</summary>
    /// <param name="number">The packet asked for.</param>
    /// <param name="now">The time.</param>
    /// <param name="roundTrip">Smoothed round trip time, zero if not known.</param>
    public RetransmissionOutcome Request(SequenceNumber number, MonotonicTime now, TimeSpan roundTrip)
    {
        if (!history.TryGet(number, out SentPacket packet))
        {
            return RetransmissionOutcome.NotInHistory;
        }

        RetransmissionOutcome outcome = _sentAgain.Check(packet.Ordinal, now, roundTrip);
        if (outcome != RetransmissionOutcome.Accepted)
        {
            return outcome;
        }

        if (Count == Capacity)
        {
            return RetransmissionOutcome.QueueFull;
        }

        // Most packets are of full size, and those that are not cost nearly as much.
        if (!limiter.TryTake(RtpPacketBudget.MaxDatagram, now))
        {
            return RetransmissionOutcome.OverBudget;
        }

        _sentAgain.Mark(packet.Ordinal, now);
        _waiting = _waiting.Length == 0 ? new SequenceNumber[Capacity] : _waiting;
        _waiting[_tail % Capacity] = number;
        _tail = unchecked(_tail + 1);
        return RetransmissionOutcome.Accepted;
    }

    /// <summary>Looks at the packet that has waited longest; one that has left the history meanwhile is passed over.</summary>
    public bool TryPeek(out SequenceNumber number, out SentPacket packet)
    {
        while (_head != _tail)
        {
            number = _waiting[_head % Capacity];
            if (history.TryGet(number, out packet))
            {
                return true;
            }

            _head = unchecked(_head + 1);
        }

        (number, packet) = (default, default);
        return false;
    }

    /// <summary>Takes out the packet that has waited longest.</summary>
    public bool TryDequeue(out SequenceNumber number, out SentPacket packet)
    {
        bool any = TryPeek(out number, out packet);
        _head = any ? unchecked(_head + 1) : _head;
        return any;
    }

    /// <summary>Whether a sample of so many bytes may be read again for the packets that wait.</summary>
    public bool MayRead(int bytes, MonotonicTime now) => limiter.TryTakeRead(bytes, now);

    /// <inheritdoc cref="RetransmissionLimiter.SetStreamBitrate"/>
    public void SetStreamBitrate(long bitsPerSecond) => limiter.SetStreamBitrate(bitsPerSecond);

    /// <summary>Forgets what waits, for example after a seek.</summary>
    public void Clear() => _head = _tail;
}
