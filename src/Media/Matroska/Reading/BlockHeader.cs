using System.Buffers.Binary;

namespace Vod.Media.Matroska.Reading;

/// <summary>What is in front of the frames of a block (RFC 9559 sections 10.1 and 10.2).</summary>
/// <param name="Track">Number of the track.</param>
/// <param name="Time">Ticks of the segment after the time of the cluster.</param>
/// <param name="IsKey">Whether decoding can start here; means something in a SimpleBlock only.</param>
/// <param name="Lacing">How several frames share the block.</param>
/// <param name="Length">Bytes of the header.</param>
internal readonly record struct BlockHeader(ulong Track, short Time, bool IsKey, Lacing Lacing, int Length)
{
    /// <summary>Bytes of the longest header.</summary>
    public const int LongestLength = EbmlElement.LongestSize + TimeAndFlags;

    private const int TimeAndFlags = 3;
    private const byte KeyFlag = 0x80;
    private const int LacingShift = 1;
    private const byte LacingMask = 3;

    /// <summary>Reads the header; false when it is not whole.</summary>
    public static bool TryParse(ReadOnlySpan<byte> block, out BlockHeader header)
    {
        header = default;
        int length = EbmlElement.ReadVariable(block, out ulong track);
        if (length == 0 || block.Length < length + TimeAndFlags)
        {
            return false;
        }

        byte flags = block[length + sizeof(short)];
        header = new(
            track,
            BinaryPrimitives.ReadInt16BigEndian(block[length..]),
            (flags & KeyFlag) != 0,
            (Lacing)((flags >> LacingShift) & LacingMask),
            length + TimeAndFlags);
        return true;
    }
}
