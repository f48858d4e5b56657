using System.Buffers.Binary;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Simulation.Browser;

/// <summary>
/// The receiving end of transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01): notes arrivals and writes a message now and then about all packets since the last.
/// </summary>
/// <param name="clockOrigin">What the receiver's clock shows at <see cref="MonotonicTime.Zero"/>: it is not the sender's.</param>
internal sealed class TransportFeedbackLog(TimeSpan clockOrigin)
{
    /// <summary>Packets in one message; deltas and chunks then fit a datagram.</summary>
    private const int MaxPackets = 300;

    private const int TicksPerReference = 256;
    private const int SymbolsPerChunk = 7;
    private readonly SortedDictionary<long, long> _arrivals = [];
    private long _newest = -1;
    private long _reportedUpTo = -1;
    private byte _message;

    public int Packets { get; private set; }

    public void Note(ushort number, MonotonicTime now)
    {
        Packets++;
        long extended = _newest < 0 ? number : _newest + (new SequenceNumber(number) - new SequenceNumber((ushort)_newest));
        _reportedUpTo = _newest < 0 ? number - 1 : _reportedUpTo;
        _newest = Math.Max(_newest, extended);
        if (extended > _reportedUpTo)
        {
            _arrivals.TryAdd(extended, (now.Ticks + clockOrigin.Ticks) / 2500);
        }
    }

    /// <summary>Writes the contents of a message behind its SSRCs; 0 when there is nothing to say.</summary>
    public int Write(Span<byte> contents)
    {
        if (_arrivals.Count == 0)
        {
            return 0;
        }

        long first = _reportedUpTo + 1;
        int count = (int)Math.Min(MaxPackets, _arrivals.Keys.Last() - first + 1);
        long reference = (_arrivals.First().Value / TicksPerReference) - 1;
        BinaryPrimitives.WriteUInt16BigEndian(contents, (ushort)first);
        BinaryPrimitives.WriteUInt16BigEndian(contents[2..], (ushort)count);
        BinaryPrimitives.WriteUInt32BigEndian(contents[4..], (uint)((reference << 8) | _message++));
        int chunks = (count + SymbolsPerChunk - 1) / SymbolsPerChunk;
        int at = 8 + (chunks * 2);
        contents[8..at].Clear();
        long last = reference * TicksPerReference;
        for (int i = 0; i < count; i++)
        {
            Span<byte> chunk = contents[(8 + (i / SymbolsPerChunk * 2))..];
            int symbol = _arrivals.Remove(first + i, out long arrival) ? WriteDelta(contents, ref at, arrival - last) : 0;
            last = symbol == 0 ? last : arrival;
            int bits = symbol << (2 * (SymbolsPerChunk - 1 - (i % SymbolsPerChunk)));
            BinaryPrimitives.WriteUInt16BigEndian(chunk, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(chunk) | 0xC000 | bits));
        }

        _reportedUpTo = first + count - 1;
        return at;
    }

    private static int WriteDelta(Span<byte> contents, ref int at, long delta)
    {
        if (delta is >= 0 and <= byte.MaxValue)
        {
            contents[at++] = (byte)delta;
            return 1;
        }

        BinaryPrimitives.WriteInt16BigEndian(contents[at..], (short)Math.Clamp(delta, short.MinValue, short.MaxValue));
        at += 2;
        return 2;
    }
}
