using System.Buffers.Binary;
using Vod.Media.Rtp;

namespace Vod.Media.Rtcp;

/// <summary>
/// Walks the packets of transport-wide feedback in the order they were sent in (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1). It is opened only over a message that is
/// whole, so what it gives is never half of a lie.
/// </summary>
internal ref struct TransportFeedbackReader
{
    /// <summary>Units of <see cref="PacketStatus.Arrival"/>: 250 µs.</summary>
    public const int TicksPerSecond = 4000;

    /// <summary>Where arrivals wrap: 24 bits of 64 ms, about 12 days.</summary>
    public const long ArrivalRange = TicksPerReference << 24;

    /// <summary>
    /// Packets taken from one message; the rest is not looked at. Twenty bytes may name 65,535 packets, but no sender remembers more than this.
    /// </summary>
    public const int MaxPackets = 2048;

    // Base sequence number, packet status count, reference time and feedback packet count.
    private const int HeaderSize = 8;
    private const long TicksPerReference = 256;
    private StatusChunks _chunks;
    private ReadOnlySpan<byte> _deltas;
    private SequenceNumber _next;
    private int _left;
    private long _arrival;

    /// <summary>Opens the contents of a message behind its two SSRCs; false when it is cut short, names nothing or uses the reserved symbol.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> contents, out TransportFeedbackReader reader)
    {
        reader = default;
        if (contents.Length < HeaderSize)
        {
            return false;
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(contents[2..]);
        ReadOnlySpan<byte> rest = contents[HeaderSize..];
        if (count == 0 || !StatusChunks.TryMeasure(rest, count, out int chunkBytes, out int deltaBytes) || rest.Length < chunkBytes + deltaBytes)
        {
            return false;
        }

        // A signed number of 24 bits above the count of messages; modulo its range the sign does not matter.
        long reference = BinaryPrimitives.ReadUInt32BigEndian(contents[4..]) >> 8;
        reader = new()
        {
            _chunks = new(rest[..chunkBytes]),
            _deltas = rest.Slice(chunkBytes, deltaBytes),
            _next = new(BinaryPrimitives.ReadUInt16BigEndian(contents)),
            _left = Math.Min(count, MaxPackets),
            _arrival = reference * TicksPerReference,
        };
        return true;
    }

    /// <summary>Reads what is said of the next packet.</summary>
    public bool TryRead(out PacketStatus status)
    {
        status = default;
        if (_left == 0 || !_chunks.TryNext(out int symbol))
        {
            return false;
        }

        _left--;
        if (symbol != StatusChunks.NotReceived)
        {
            _arrival = Wrap(_arrival + TakeDelta(symbol));
        }

        status = new(_next, symbol != StatusChunks.NotReceived, _arrival);
        _next = _next.Next;
        return true;
    }

    private int TakeDelta(int symbol)
    {
        int delta = symbol == StatusChunks.SmallDelta ? _deltas[0] : BinaryPrimitives.ReadInt16BigEndian(_deltas);
        _deltas = _deltas[symbol..];
        return delta;
    }

    private static long Wrap(long arrival) => (arrival + ArrivalRange) % ArrivalRange;
}
