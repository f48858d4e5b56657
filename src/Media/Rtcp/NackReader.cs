using System.Buffers.Binary;
using System.Numerics;
using Vod.Media.Rtp;

namespace Vod.Media.Rtcp;

/// <summary>
/// Walks the sequence numbers of a generic NACK (RFC 4585 section 6.2.1): each entry is one number (PID) and a bit mask of the
/// sixteen after it (BLP).
/// </summary>
internal ref struct NackReader(ReadOnlySpan<byte> entries)
{
    /// <summary>
    /// Numbers taken from one packet; the rest is not looked at. A full datagram could list 6000, but there is no answer to more
    /// than a sender remembers, which is this many.
    /// </summary>
    public const int MaxSequenceNumbers = 2048;

    private ReadOnlySpan<byte> _rest = entries;
    private SequenceNumber _first;

    // Bit 0 is the entry's own number, bit i the i-th after it; bits are cleared as they are read.
    private uint _lost;
    private int _count;

    /// <summary>Reads the next lost packet's number.</summary>
    public bool TryRead(out SequenceNumber number)
    {
        number = default;
        if (_count == MaxSequenceNumbers || (_lost == 0 && !TryReadEntry()))
        {
            return false;
        }

        number = _first + BitOperations.TrailingZeroCount(_lost);
        _lost &= _lost - 1;
        _count++;
        return true;
    }

    private bool TryReadEntry()
    {
        if (_rest.Length < RtcpFormat.NackEntrySize)
        {
            return false;
        }

        _first = new(BinaryPrimitives.ReadUInt16BigEndian(_rest));
        _lost = 1 | ((uint)BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) << 1);
        _rest = _rest[RtcpFormat.NackEntrySize..];
        return true;
    }
}
