using System.Buffers.Binary;
using System.Numerics;

namespace Vod.Media.Matroska.Reading;

/// <summary>ID and data size in front of an element's content (RFC 8794 sections 5 and 6).</summary>
/// <param name="Id">With its length marker, as in <see cref="MatroskaElement"/>.</param>
/// <param name="HeaderLength">Bytes of both, at most <see cref="LongestHeader"/>.</param>
/// <param name="Size">Bytes of the content, below 2^56; <see cref="UnknownSize"/> if it ends where something else begins.</param>
internal readonly record struct EbmlElement(uint Id, int HeaderLength, long Size)
{
    /// <summary>Four bytes of ID, which is the longest that Matroska has (RFC 9559 section 4.4), and eight of size.</summary>
    public const int LongestHeader = LongestId + LongestSize;

    /// <summary>Bytes of the longest ID.</summary>
    public const int LongestId = sizeof(uint);

    /// <summary>Bytes of the longest size.</summary>
    public const int LongestSize = sizeof(ulong);

    /// <summary>What <see cref="Size"/> is if the element does not say.</summary>
    public const long UnknownSize = -1;

    private const int BitsOfSizeByte = 7;

    /// <summary>Bytes of header and content; the size must be known.</summary>
    public long Length => HeaderLength + Size;

    /// <summary>Reads a header; false when it is not whole or none of Matroska.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out EbmlElement element)
    {
        element = default;
        int idLength = data.IsEmpty ? 0 : LengthOf(data[0]);
        if (idLength is < 1 or > LongestId || data.Length <= idLength)
        {
            return false;
        }

        int sizeLength = ReadVariable(data[idLength..], out ulong size);
        if (sizeLength == 0)
        {
            return false;
        }

        bool isUnknown = size == (1UL << (BitsOfSizeByte * sizeLength)) - 1;
        element = new((uint)ReadUnsigned(data[..idLength]), idLength + sizeLength, isUnknown ? UnknownSize : (long)size);
        return true;
    }

    /// <summary>Reads a number that carries its length (RFC 8794 section 4).</summary>
    /// <returns>Its bytes, 1 to 8; 0 when it is not whole or longer.</returns>
    public static int ReadVariable(ReadOnlySpan<byte> data, out ulong value)
    {
        int length = data.IsEmpty ? 0 : LengthOf(data[0]);
        value = 0;
        if (length is 0 or > LongestSize || data.Length < length)
        {
            return 0;
        }

        value = ReadUnsigned(data[..length]) & ((1UL << (BitsOfSizeByte * length)) - 1);
        return length;
    }

    /// <summary>An unsigned integer of 0 to 8 bytes (RFC 8794 section 7.2); of more, the last 8 count.</summary>
    public static ulong ReadUnsigned(ReadOnlySpan<byte> content)
    {
        ulong value = 0;
        foreach (byte part in content)
        {
            value = (value << 8) | part;
        }

        return value;
    }

    /// <summary>A floating-point number of 0, 4 or 8 bytes (RFC 8794 section 7.3); 0 of any other length, and of what is no number.</summary>
    public static double ReadFloat(ReadOnlySpan<byte> content)
    {
        double value = content.Length switch
        {
            sizeof(float) => BinaryPrimitives.ReadSingleBigEndian(content),
            sizeof(double) => BinaryPrimitives.ReadDoubleBigEndian(content),
            _ => 0,
        };
        return double.IsFinite(value) ? value : 0;
    }

    // The number of leading zeros says how many more bytes there are; nine for a byte of zeros, which is none of any length.
    private static int LengthOf(byte first) => BitOperations.LeadingZeroCount((uint)first) - 23;
}
