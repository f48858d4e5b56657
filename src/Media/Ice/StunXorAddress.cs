using System.Buffers.Binary;

namespace Vod.Media.Ice;

/// <summary>
/// XOR-MAPPED-ADDRESS (RFC 8489 section 14.2). The XOR keeps NATs that rewrite addresses inside payloads from finding it.
/// An IPv4-mapped address goes out as IPv4: the peer must recognise the address its own socket has.
/// </summary>
internal static class StunXorAddress
{
    /// <summary>Longest value, an IPv6 one.</summary>
    public const int MaxValueLength = 20;

    private const byte FamilyIPv4 = 0x01;
    private const byte FamilyIPv6 = 0x02;
    private const int LengthIPv4 = 8;
    private const ushort CookieHigh = (ushort)(StunMessage.MagicCookie >> 16);

    /// <summary>Writes the value and returns its length, 8 or 20.</summary>
    public static int Write(Span<byte> destination, TransportAddress address, TransactionId id)
    {
        destination[0] = 0;
        destination[1] = address.IsIPv4 ? FamilyIPv4 : FamilyIPv6;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)(address.Port ^ CookieHigh));
        if (address.IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[4..], address.IPv4 ^ StunMessage.MagicCookie);
            return LengthIPv4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination[4..], address.High ^ MaskHigh(id));
        BinaryPrimitives.WriteUInt64BigEndian(destination[12..], address.Low ^ id.Low);
        return MaxValueLength;
    }

    /// <summary>Reads a value; false when family and length do not belong together.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, TransactionId id, out TransportAddress address)
    {
        address = default;
        if (value.Length < LengthIPv4)
        {
            return false;
        }

        ushort port = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ CookieHigh);
        switch (value[1])
        {
            case FamilyIPv4 when value.Length == LengthIPv4:
                address = TransportAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(value[4..]) ^ StunMessage.MagicCookie, port);
                return true;
            case FamilyIPv6 when value.Length == MaxValueLength:
                ulong high = BinaryPrimitives.ReadUInt64BigEndian(value[4..]) ^ MaskHigh(id);
                ulong low = BinaryPrimitives.ReadUInt64BigEndian(value[12..]) ^ id.Low;
                address = new TransportAddress(high, low, port);
                return true;
            default:
                return false;
        }
    }

    // The 128-bit mask of an IPv6 address is the cookie followed by the transaction id.
    private static ulong MaskHigh(TransactionId id) => ((ulong)StunMessage.MagicCookie << 32) | id.High;
}
