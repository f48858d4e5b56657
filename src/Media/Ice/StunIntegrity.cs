using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Vod.Media.Ice;

/// <summary>The MESSAGE-INTEGRITY value: HMAC-SHA1 over the message up to the attribute (RFC 8489 section 14.5).</summary>
internal static class StunIntegrity
{
    /// <summary>Bytes of the HMAC.</summary>
    public const int ValueLength = HMACSHA1.HashSizeInBytes;

    /// <summary>Bytes of the attribute with its header.</summary>
    public const int AttributeLength = 4 + ValueLength;

    /// <summary>Computes the HMAC over <paramref name="covered"/>, everything before the attribute.</summary>
    /// <param name="key">For ICE the ICE password of the agent that answers the check.</param>
    /// <param name="covered">Header and attributes before MESSAGE-INTEGRITY, at most <see cref="StunMessage.MaxLength"/> bytes.</param>
    /// <param name="destination">Gets <see cref="ValueLength"/> bytes.</param>
    [SuppressMessage("Security", "CA5350", Justification = "Connectivity checks are protected by HMAC-SHA1 (RFC 8489 section 14.5).")]
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered, Span<byte> destination)
    {
        // The HMAC is taken as if the message ended with this attribute, whatever follows it (FINGERPRINT), so the
        // length field has to be put right first. A copy on the stack leaves the received datagram as it is.
        Span<byte> input = stackalloc byte[StunMessage.MaxLength];
        input = input[..covered.Length];
        covered.CopyTo(input);
        BinaryPrimitives.WriteUInt16BigEndian(input[2..], (ushort)(covered.Length - StunMessage.HeaderLength + AttributeLength));
        HMACSHA1.HashData(key, input, destination);
    }

    /// <summary>Compares without telling by its duration where the first difference is.</summary>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> covered, ReadOnlySpan<byte> received)
    {
        Span<byte> expected = stackalloc byte[ValueLength];
        Compute(key, covered, expected);
        return CryptographicOperations.FixedTimeEquals(expected, received);
    }
}
