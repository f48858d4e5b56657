using System.Buffers.Binary;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Rtcp;

/// <summary>
/// Writes transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 section 3.1):
/// <code>
///   header with format 15, SSRC of the sender, SSRC of the media
///   base sequence number (16 bits), packet status count (16)
///   reference time (24 bits, 64 ms), feedback packet count (8)
///   packet chunks (16 bits each): runs, or vectors of seven statuses of two bits
///   receive deltas (250 µs): one byte, or two with a sign
///   padding to a multiple of four bytes, its last byte the number of them
/// </code>
/// </summary>
internal static class TransportFeedbackWriter
{
    /// <summary>Most statuses of one message: what a sender of 8,000 packets a second sends between two of them.</summary>
    public const int MaxStatuses = 400;

    /// <summary>Bytes of the longest message: a delta of two bytes for each status, and its part of a chunk.</summary>
    public const int MaxSize = 1000;

    private const int FixedBytes = RtcpFormat.HeaderSize + (2 * RtcpFormat.SsrcSize) + 8;
    private const int VectorSymbols = 7;
    private const ushort VectorOfTwoBits = 0xC000;
    private const int RunSymbolShift = 13;
    private const long TicksPerUnit = 2500; // of 250 µs
    private const long UnitsPerReference = 256; // of 64 ms

    /// <summary>Writes one message about as many packets as fit into it.</summary>
    /// <param name="buffer">At least <see cref="MaxSize"/> bytes.</param>
    /// <param name="sender">The own SSRC.</param>
    /// <param name="media">The SSRC of the stream.</param>
    /// <param name="count">Number of this message, modulo 256.</param>
    /// <param name="first">The number the message begins with.</param>
    /// <param name="arrivals">What came from that number on, by ascending number; at least one, and the first of them within <see cref="MaxStatuses"/>.</param>
    /// <param name="taken">How many of them it tells of.</param>
    /// <returns>Its bytes.</returns>
    public static int Write(Span<byte> buffer, Ssrc sender, Ssrc media, byte count, ExtendedSequenceNumber first, ReadOnlySpan<PacketArrival> arrivals, out int taken)
    {
        Span<byte> symbols = stackalloc byte[MaxStatuses];
        Span<short> deltas = stackalloc short[MaxStatuses];
        long reference = Units(arrivals[0].At) / UnitsPerReference;
        int statuses = Collect(reference * UnitsPerReference, first, arrivals, symbols, deltas, out taken);

        buffer[1] = RtcpFormat.TransportLayerFeedback;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], sender.Value);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[8..], media.Value);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[12..], first.SequenceNumber.Value);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[14..], (ushort)statuses);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[16..], ((uint)reference << 8) | count);
        int size = WriteChunks(buffer, FixedBytes, symbols[..statuses]);
        size = WriteDeltas(buffer, size, symbols[..statuses], deltas);
        return Finish(buffer, size);
    }

    private static long Units(MonotonicTime time) => time.Ticks / TicksPerUnit;

    private static int Collect(long time, ExtendedSequenceNumber first, ReadOnlySpan<PacketArrival> arrivals, Span<byte> symbols, Span<short> deltas, out int taken)
    {
        int statuses = 0;
        for (taken = 0; taken < arrivals.Length; taken++)
        {
            long position = arrivals[taken].Number.Value - first.Value;
            long delta = Units(arrivals[taken].At) - time;
            if (position >= MaxStatuses || delta is < short.MinValue or > short.MaxValue)
            {
                break;
            }

            symbols[statuses..(int)position].Clear();
            symbols[(int)position] = (byte)(delta is >= 0 and <= byte.MaxValue ? StatusChunks.SmallDelta : StatusChunks.LargeDelta);
            deltas[(int)position] = (short)delta;
            statuses = (int)position + 1;
            time += delta;
        }

        return statuses;
    }

    private static int WriteChunks(Span<byte> buffer, int size, ReadOnlySpan<byte> symbols)
    {
        while (!symbols.IsEmpty)
        {
            int run = symbols.IndexOfAnyExcept(symbols[0]);
            run = run < 0 ? symbols.Length : run;
            bool isRun = run >= VectorSymbols || run == symbols.Length;
            int length = isRun ? run : Math.Min(VectorSymbols, symbols.Length);
            int chunk = isRun ? (symbols[0] << RunSymbolShift) | run : VectorOf(symbols[..length]);
            BinaryPrimitives.WriteUInt16BigEndian(buffer[size..], (ushort)chunk);
            size += sizeof(ushort);
            symbols = symbols[length..];
        }

        return size;
    }

    private static int VectorOf(ReadOnlySpan<byte> symbols)
    {
        int chunk = VectorOfTwoBits;
        for (int i = 0; i < symbols.Length; i++)
        {
            chunk |= symbols[i] << (2 * (VectorSymbols - 1 - i));
        }

        return chunk;
    }

    private static int WriteDeltas(Span<byte> buffer, int size, ReadOnlySpan<byte> symbols, ReadOnlySpan<short> deltas)
    {
        for (int i = 0; i < symbols.Length; i++)
        {
            if (symbols[i] == StatusChunks.SmallDelta)
            {
                buffer[size++] = (byte)deltas[i];
            }
            else if (symbols[i] == StatusChunks.LargeDelta)
            {
                BinaryPrimitives.WriteInt16BigEndian(buffer[size..], deltas[i]);
                size += sizeof(short);
            }
        }

        return size;
    }

    private static int Finish(Span<byte> buffer, int size)
    {
        int padding = -size & (RtcpFormat.WordSize - 1);
        buffer[0] = (byte)(RtcpFormat.VersionBits | (padding > 0 ? RtcpFormat.PaddingBit : 0) | RtcpFormat.TransportWideCongestionControl);
        if (padding > 0)
        {
            buffer.Slice(size, padding).Clear();
            buffer[size + padding - 1] = (byte)padding;
        }

        size += padding;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)((size / RtcpFormat.WordSize) - 1));
        return size;
    }
}
