namespace Vod.Media.Ice;

/// <summary>
/// The FINGERPRINT value: CRC-32 of ITU-T V.42 over the message so far, XORed with "STUN" (RFC 8489 section 14.7).
/// A checksum that tells STUN from other traffic, not a protection: that is <see cref="StunIntegrity"/>.
/// </summary>
internal static class StunFingerprint
{
    /// <summary>Bytes of the attribute with its header.</summary>
    public const int AttributeLength = 8;

    private const uint ReflectedPolynomial = 0xEDB8_8320;
    private const uint Mask = 0x5354_554E;
    private static readonly uint[] Table = BuildTable();

    /// <summary>Computes the value over everything before the attribute; the length in the header must already count it.</summary>
    public static uint Compute(ReadOnlySpan<byte> covered) => Crc32(covered) ^ Mask;

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte octet in data)
        {
            crc = Table[(byte)(crc ^ octet)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] BuildTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint entry = i;
            for (int bit = 0; bit < 8; bit++)
            {
                entry = (entry & 1) != 0 ? (entry >> 1) ^ ReflectedPolynomial : entry >> 1;
            }

            table[i] = entry;
        }

        return table;
    }
}
