using System.Buffers.Binary;
using System.Numerics;

namespace Vod.Media.Rtcp;

/// <summary>
/// Walks the symbols of packet status chunks (draft-holmer-rmcat-transport-wide-cc-extensions-01 sections 3.1.3 and 3.1.4): a run of one symbol, or a vector of fourteen one-bit or
/// seven two-bit symbols.
/// </summary>
/// <param name="chunks">The chunks and whatever follows them.</param>
internal ref struct StatusChunks(ReadOnlySpan<byte> chunks)
{
    /// <summary>Bytes of a chunk.</summary>
    public const int Size = 2;

    /// <summary>Symbols: not received, received with a delta of one byte, with one of two. The fourth is reserved.</summary>
    public const int NotReceived = 0;
    public const int SmallDelta = 1;
    public const int LargeDelta = 2;

    private const int VectorBit = 0x8000;
    private const int TwoBitVector = 0x4000;
    private const int RunLengthBits = 13;
    private const int OneBitSymbols = 14;
    private const int TwoBitSymbols = 7;
    private ReadOnlySpan<byte> _rest = chunks;
    private int _chunk;
    private int _left;

    /// <summary>Takes the next symbol; false when the chunks are used up.</summary>
    public bool TryNext(out int symbol)
    {
        symbol = NotReceived;
        if (_left == 0 && !TryOpenChunk())
        {
            return false;
        }

        _left--;
        symbol = SymbolOf(_chunk, _left);
        return true;
    }

    /// <summary>
    /// Measures the chunks that hold so many symbols, without walking through each: the chunks may name 65,535 packets in 18 bytes. False when there are fewer, or one of
    /// them is reserved.
    /// </summary>
    /// <param name="chunks">The chunks and whatever follows them.</param>
    /// <param name="count">Symbols.</param>
    /// <param name="chunkBytes">Bytes of the chunks.</param>
    /// <param name="deltaBytes">Bytes of the deltas that their symbols call for.</param>
    public static bool TryMeasure(ReadOnlySpan<byte> chunks, int count, out int chunkBytes, out int deltaBytes)
    {
        (chunkBytes, deltaBytes) = (0, 0);
        while (count > 0)
        {
            if (chunks.Length < chunkBytes + Size)
            {
                return false;
            }

            int chunk = BinaryPrimitives.ReadUInt16BigEndian(chunks[chunkBytes..]);
            chunkBytes += Size;
            int symbols = Math.Min(count, CountOf(chunk));
            count -= symbols;
            int bytes = DeltaBytesOf(chunk, symbols);
            if (bytes < 0)
            {
                return false;
            }

            deltaBytes += bytes;
        }

        return true;
    }

    // An empty run is no symbol; any number of them may follow each other.
    private bool TryOpenChunk()
    {
        while (_left == 0 && _rest.Length >= Size)
        {
            _chunk = BinaryPrimitives.ReadUInt16BigEndian(_rest);
            _left = CountOf(_chunk);
            _rest = _rest[Size..];
        }

        return _left > 0;
    }

    private static int CountOf(int chunk) =>
        (chunk & VectorBit) == 0 ? chunk & ((1 << RunLengthBits) - 1) : (chunk & TwoBitVector) == 0 ? OneBitSymbols : TwoBitSymbols;

    // The first symbol of a vector stands in its highest bits.
    private static int SymbolOf(int chunk, int left) =>
        (chunk & VectorBit) == 0 ? (chunk >> RunLengthBits) & 3 : (chunk & TwoBitVector) == 0 ? (chunk >> left) & 1 : (chunk >> (2 * left)) & 3;

    // Negative when a symbol is the reserved one. Of the last chunk only the first symbols count.
    private static int DeltaBytesOf(int chunk, int symbols)
    {
        if ((chunk & VectorBit) == 0)
        {
            int symbol = (chunk >> RunLengthBits) & 3;
            return symbol > LargeDelta && symbols > 0 ? -1 : symbol * symbols;
        }

        if ((chunk & TwoBitVector) == 0)
        {
            return BitOperations.PopCount((uint)(chunk & ((1 << OneBitSymbols) - 1)) >> (OneBitSymbols - symbols));
        }

        int bytes = 0;
        for (int i = 0; i < symbols; i++)
        {
            int symbol = SymbolOf(chunk, TwoBitSymbols - 1 - i);
            if (symbol > LargeDelta)
            {
                return -1;
            }

            bytes += symbol;
        }

        return bytes;
    }
}
