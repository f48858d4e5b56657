using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Browser;

/// <summary>The receiving end of a video stream with retransmissions: orders packets, says what is missing, hands them to the depacketiser.</summary>
/// <param name="firstPacket">Number of the first packet, which the network may lose or overtake.</param>
internal sealed class VideoReceiver(ushort firstPacket)
{
    private static readonly TimeSpan NackInterval = TimeSpan.FromMilliseconds(50);
    private readonly SortedDictionary<long, (RtpHeader Header, byte[] Payload)> _waiting = [];
    private readonly Dictionary<long, MonotonicTime> _asked = [];
    private readonly H264Depacketizer _depacketizer = new();
    private ushort? _origin = firstPacket;
    private long _next = -1;
    private long _newest = -1;

    public List<ReceivedAccessUnit> Pictures { get; } = [];

    /// <summary>Takes the payloads in their order, of whatever codec, without padding; null: nobody wants them.</summary>
    public List<byte[]>? Payloads { get; set; }

    public Dictionary<RtpTimestamp, MonotonicTime> FirstPacketAt { get; } = [];

    /// <summary>Packets that were asked for again.</summary>
    public int Asked => _asked.Count;

    public H264Depacketizer Depacketizer => _depacketizer;

    /// <summary>Takes a packet, as sent first or recovered from a retransmission.</summary>
    public void Handle(RtpHeader header, ReadOnlySpan<byte> payload, MonotonicTime now)
    {
        long number = Extend(header.SequenceNumber);
        FirstPacketAt.TryAdd(header.Timestamp, now);
        if (number < _next || !_waiting.TryAdd(number, (header, payload.ToArray())))
        {
            return;
        }

        _newest = Math.Max(_newest, number);
        Deliver();
    }

    /// <summary>Packets to ask for now (RFC 4585 section 6.2.1).</summary>
    public List<SequenceNumber> Missing(MonotonicTime now)
    {
        List<SequenceNumber> missing = [];
        for (long number = _next; number < _newest && _next >= 0; number++)
        {
            if (!_waiting.ContainsKey(number) && (!_asked.TryGetValue(number, out MonotonicTime asked) || now - asked >= NackInterval))
            {
                _asked[number] = now;
                missing.Add(new SequenceNumber((ushort)number));
            }
        }

        return missing;
    }

    /// <summary>Starts at whatever packet comes next.</summary>
    public void ForgetOrigin()
    {
        _origin = null;
        _next = _newest = -1;
    }

    private void Deliver()
    {
        while (_waiting.Remove(_next, out (RtpHeader Header, byte[] Payload) packet))
        {
            Payloads?.Add(packet.Payload);
            _depacketizer.Handle(packet.Header, packet.Payload);
            _next++;
        }

        while (_depacketizer.Poll(out ReceivedAccessUnit? picture))
        {
            Pictures.Add(picture!);
        }
    }

    // The scenarios are shorter than half the number space and tell where it begins, so the first number is the origin.
    private long Extend(SequenceNumber number)
    {
        if (_next < 0)
        {
            _next = _newest = _origin ?? number.Value;
        }

        return _newest + (number - new SequenceNumber((ushort)_newest));
    }

}
