using System.Buffers.Binary;

namespace Vod.Media.Dtls;

/// <summary>The record header (RFC 6347 section 4.1), as far as needed to tell DTLS 1.2 from noise.</summary>
internal static class DtlsRecord
{
    /// <summary>Type, version, epoch, sequence number, length.</summary>
    public const int HeaderLength = 13;

    /// <summary>Least body of a protected record: explicit nonce and tag of AES-GCM (RFC 5288 section 3) around no plaintext at all.</summary>
    public const int MinProtectedBodyLength = 8 + 16;

    private const int TypeAndVersionLength = 3;
    private const int EpochOffset = 3;
    private const int SequenceNumberOffset = 5;
    private const int LengthOffset = 11;
    private const byte ChangeCipherSpec = 20;
    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const byte ApplicationData = 23;
    private const ushort Dtls10 = 0xFEFF;
    private const ushort Dtls12 = 0xFEFD;

    /// <summary>
    /// Whether a datagram begins with a whole DTLS 1.2 record. Version 1.0 is what the first ClientHello carries for the sake
    /// of old servers. RFC 7983 tells DTLS from STUN and RTP by the first byte alone; this is stricter to keep noise out of OpenSSL.
    /// </summary>
    public static bool IsFirstOf(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength
        && datagram[0] is >= ChangeCipherSpec and <= ApplicationData
        && BinaryPrimitives.ReadUInt16BigEndian(datagram[1..]) is Dtls10 or Dtls12
        && BodyLength(datagram) <= datagram.Length - HeaderLength;

    /// <summary>Whether a datagram for which <see cref="IsFirstOf"/> holds begins with a piece of a handshake.</summary>
    public static bool IsHandshake(ReadOnlySpan<byte> datagram) => datagram[0] is Handshake or ChangeCipherSpec;

    /// <summary>
    /// Whether some record of a datagram claims to be protected but has no room for the protection. RFC 6347 section 4.1.2.7 wants such a record dropped without
    /// a word; OpenSSL 3.0.19 takes it for an internal error and gives up the whole association.
    /// </summary>
    public static bool HasTruncatedProtection(ReadOnlySpan<byte> datagram)
    {
        while (datagram.Length >= HeaderLength)
        {
            int body = BodyLength(datagram);
            if (BinaryPrimitives.ReadUInt16BigEndian(datagram[EpochOffset..]) > 0 && body < MinProtectedBodyLength)
            {
                return true;
            }

            datagram = datagram[Math.Min(datagram.Length, HeaderLength + body)..];
        }

        return false;
    }

    /// <summary>Takes the next whole record off the front of a datagram.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> datagram, out ReadOnlySpan<byte> record)
    {
        record = default;
        if (datagram.Length < HeaderLength || BodyLength(datagram) > datagram.Length - HeaderLength)
        {
            return false;
        }

        record = datagram[..(HeaderLength + BodyLength(datagram))];
        datagram = datagram[record.Length..];
        return true;
    }

    /// <summary>Whether a record claims to be an alert of the epoch behind the handshake.</summary>
    public static bool IsProtectedAlert(ReadOnlySpan<byte> record) => record[0] == Alert && BinaryPrimitives.ReadUInt16BigEndian(record[EpochOffset..]) == 1;

    /// <summary>Epoch and sequence number.</summary>
    public static ReadOnlySpan<byte> Sequence(ReadOnlySpan<byte> record) => record[EpochOffset..LengthOffset];

    /// <summary>What stands before them.</summary>
    public static ReadOnlySpan<byte> TypeAndVersion(ReadOnlySpan<byte> record) => record[..TypeAndVersionLength];

    /// <summary>
    /// Gives every record of the first epoch in a datagram of ours the next number. These are not protected, and their numbers are
    /// part of no hash or key, so this is all it takes to send a message in a new record.
    /// </summary>
    /// <param name="datagram">Whole records.</param>
    /// <param name="next">The next sequence number of epoch 0, moved on.</param>
    public static void Renumber(Span<byte> datagram, ref uint next)
    {
        while (datagram.Length >= HeaderLength)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(datagram[EpochOffset..]) == 0)
            {
                // 48 bits on the wire; 32 suffice for a handshake with a limit.
                BinaryPrimitives.WriteUInt16BigEndian(datagram[SequenceNumberOffset..], 0);
                BinaryPrimitives.WriteUInt32BigEndian(datagram[(SequenceNumberOffset + sizeof(ushort))..], next++);
            }

            datagram = datagram[Math.Min(datagram.Length, HeaderLength + BodyLength(datagram))..];
        }
    }

    private static int BodyLength(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt16BigEndian(record[LengthOffset..]);
}
