using System.Buffers.Binary;

namespace Vod.Media.Ice;

/// <summary>The 96 random bits that tie a STUN response to its request (RFC 8489 section 5).</summary>
/// <param name="High">First 32 bits, network order.</param>
/// <param name="Low">Last 64 bits, network order.</param>
internal readonly record struct TransactionId(uint High, ulong Low)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Length = 12;

    /// <summary>Reads the first 12 bytes of <paramref name="source"/>.</summary>
    public static TransactionId Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(source), BinaryPrimitives.ReadUInt64BigEndian(source[4..]));

    /// <summary>Writes the first 12 bytes of <paramref name="destination"/>.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[4..], Low);
    }
}
