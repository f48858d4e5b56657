using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Vod.Media.Matroska;

/// <summary>Writes EBML elements (RFC 8794).</summary>
internal static class EbmlWriter
{
    /// <summary>Data size of an element that ends where its parent's next begins (RFC 8794 section 6.2), in eight bytes.</summary>
    private const ulong UnknownSize = 0x01FF_FFFF_FFFF_FFFF;

    // Four bytes hold sizes up to 2^28 - 2: no shorter form is worth a branch.
    private const uint FourByteMarker = 0x1000_0000;

    /// <summary>Largest data size written.</summary>
    public const int MaxSize = (1 << 28) - 2;

    /// <summary>An unsigned integer (RFC 8794 section 7.2).</summary>
    public static void WriteUnsigned(IBufferWriter<byte> output, uint id, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        WriteBinary(output, id, bytes);
    }

    /// <summary>A floating-point number (RFC 8794 section 7.3).</summary>
    public static void WriteFloat(IBufferWriter<byte> output, uint id, double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        WriteBinary(output, id, bytes);
    }

    /// <summary>A string (RFC 8794 section 7.4).</summary>
    public static void WriteString(IBufferWriter<byte> output, uint id, string value) => WriteBinary(output, id, Encoding.ASCII.GetBytes(value));

    /// <summary>Bytes (RFC 8794 section 7.8), or a master element whose content was written before.</summary>
    public static void WriteBinary(IBufferWriter<byte> output, uint id, ReadOnlySpan<byte> value)
    {
        WriteHeader(output, id, value.Length);
        output.Write(value);
    }

    /// <summary>ID and data size of an element whose content follows.</summary>
    public static void WriteHeader(IBufferWriter<byte> output, uint id, int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)size, (uint)MaxSize, nameof(size));
        WriteId(output, id);
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(sizeof(uint)), FourByteMarker | (uint)size);
        output.Advance(sizeof(uint));
    }

    /// <summary>ID of a master element whose end nobody knows yet.</summary>
    public static void WriteOpenHeader(IBufferWriter<byte> output, uint id)
    {
        WriteId(output, id);
        BinaryPrimitives.WriteUInt64BigEndian(output.GetSpan(sizeof(ulong)), UnknownSize);
        output.Advance(sizeof(ulong));
    }

    private static void WriteId(IBufferWriter<byte> output, uint id)
    {
        // An ID carries its own length: the leading zero bytes of the number are not part of it.
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, id);
        output.Write(bytes.TrimStart((byte)0));
    }
}
