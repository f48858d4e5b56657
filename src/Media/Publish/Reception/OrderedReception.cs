using Vod.Media.Peer;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Reception;

/// <summary>
/// Brings the packets of one stream into their order. What comes in its turn goes on at once; what comes early waits until what is missing before it has come, or has been given up.
/// </summary>
/// <param name="limits">How much and how long.</param>
/// <param name="asks">Whether missing packets are asked for.</param>
/// <param name="receiver">Takes the payloads.</param>
/// <param name="counters">Counts.</param>
internal sealed class OrderedReception(ReceptionLimits limits, bool asks, IPayloadReceiver receiver, PeerCounters counters)
{
    private readonly ReorderBuffer _buffer = new(limits.Capacity);
    private readonly MissingPackets _missing = new(asks ? limits.RepairTime : limits.ReorderTime, asks);
    private ExtendedSequenceNumber _next; // in turn
    private ExtendedSequenceNumber _end; // behind the highest that came
    private bool _followsGap;

    /// <summary>What is asked for.</summary>
    public MissingPackets Missing => _missing;

    /// <summary>What is kept.</summary>
    public ReorderBuffer Buffer => _buffer;

    /// <summary>When <see cref="HandleTimeout"/> has something to give up.</summary>
    public MonotonicTime NextTimeout => _missing.GivenUpAt;

    /// <summary>Begins with a packet: the first one, or the first after the sender has begun anew.</summary>
    public void Begin(ExtendedSequenceNumber first, bool followsGap)
    {
        _buffer.Clear();
        _missing.Clear();
        (_next, _end, _followsGap) = (first, first, followsGap);
    }

    /// <summary>Takes a packet of the stream itself.</summary>
    public void Handle(ExtendedSequenceNumber number, RtpTimestamp timestamp, bool marker, ReadOnlySpan<byte> payload, MonotonicTime now)
    {
        if (number.Value < _end.Value)
        {
            // What is not missing is a copy, or was given up.
            if (!TryRepair(number, timestamp, marker, payload, now))
            {
                counters.OnDropped(PeerDropReason.TooLate);
            }

            return;
        }

        NoteMissing(number, now);
        _end = number.Next;
        Accept(number, timestamp, marker, payload, now);
    }

    /// <summary>Takes a packet that has been overtaken, or was sent again; false when it is not missing.</summary>
    public bool TryRepair(ExtendedSequenceNumber number, RtpTimestamp timestamp, bool marker, ReadOnlySpan<byte> payload, MonotonicTime now)
    {
        if (!_missing.Remove(number, now, out bool wasAsked))
        {
            return false;
        }

        if (wasAsked)
        {
            counters.OnRepaired();
        }

        Accept(number, timestamp, marker, payload, now);
        return true;
    }

    /// <summary>Gives up what has been missing for too long, and hands on what waited for it.</summary>
    public void HandleTimeout(MonotonicTime now)
    {
        while (_missing.GivenUpAt <= now)
        {
            int count = _missing.GiveUpFirst();
            counters.OnLost(count);
            _next = new(_next.Value + count);
            _followsGap = true;
            Drain(now);
        }
    }

    private void NoteMissing(ExtendedSequenceNumber number, MonotonicTime now)
    {
        long missing = number.Value - _end.Value;
        if (_missing.Count + missing > MissingPackets.Max || number.Value - _next.Value >= limits.Capacity)
        {
            // So much will not come again in time: on with what is there now.
            counters.OnLost((int)Math.Min(_missing.Count + missing, int.MaxValue));
            Begin(number, followsGap: true);
        }
        else if (missing > 0)
        {
            _missing.Add(_end, number, now);
        }
    }

    private void Accept(ExtendedSequenceNumber number, RtpTimestamp timestamp, bool marker, ReadOnlySpan<byte> payload, MonotonicTime now)
    {
        if (number != _next)
        {
            _buffer.Keep(number, timestamp, marker, payload);
            return;
        }

        HandOn(new(timestamp, marker, _followsGap, payload), now);
        Drain(now);
    }

    private void Drain(MonotonicTime now)
    {
        while (_buffer.TryTake(_next, _followsGap, out ReceivedPayload payload))
        {
            HandOn(payload, now);
        }
    }

    private void HandOn(in ReceivedPayload payload, MonotonicTime now)
    {
        _followsGap = false;
        _next = _next.Next;
        receiver.Take(payload, now);
    }
}
