using System.Buffers.Binary;

namespace Vod.Media.Mp4;

/// <summary>Size and type in front of every box (ISO/IEC 14496-12, 4.2).</summary>
/// <param name="Type">The four-character code.</param>
/// <param name="Length">Bytes of the header: 8, or 16 with a 64-bit size.</param>
/// <param name="Size">Bytes of the whole box, header included; never less than <paramref name="Length"/>.</param>
internal readonly record struct BoxHeader(uint Type, int Length, long Size)
{
    /// <summary>Bytes of a header with a 32-bit size.</summary>
    public const int CompactLength = 8;

    /// <summary>Bytes of a header with a 64-bit size.</summary>
    public const int LargeLength = 16;

    private const uint LargeSizeFollows = 1;
    private const uint ToTheEnd = 0;

    /// <summary>Reads a header. False if it is cut off or its size is smaller than itself (such a box would never end).</summary>
    /// <param name="data">Bytes from the start of the box.</param>
    /// <param name="enclosing">Bytes from the start of the box to the end of its container: what size 0 stands for.</param>
    /// <param name="header">The header; its size may exceed <paramref name="enclosing"/>.</param>
    public static bool TryParse(ReadOnlySpan<byte> data, long enclosing, out BoxHeader header)
    {
        header = default;
        if (data.Length < CompactLength)
        {
            return false;
        }

        uint size = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint type = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (size == LargeSizeFollows)
        {
            if (data.Length < LargeLength)
            {
                return false;
            }

            ulong large = BinaryPrimitives.ReadUInt64BigEndian(data[CompactLength..]);
            header = new BoxHeader(type, LargeLength, (long)Math.Min(large, long.MaxValue));
            return header.Size >= LargeLength;
        }

        header = new BoxHeader(type, CompactLength, size == ToTheEnd ? enclosing : size);
        return header.Size >= CompactLength;
    }
}
