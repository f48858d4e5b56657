using System.Buffers.Binary;

namespace Vod.Media.Ice;

/// <summary>
/// A STUN message as a view of a datagram (RFC 8489 section 5): nothing is copied or allocated. What <see cref="TryParse"/> lets
/// through has a sound structure and, when it has a FINGERPRINT, the right one; whether it is genuine only
/// <see cref="VerifyIntegrity"/> tells.
/// </summary>
internal readonly ref struct StunMessage
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 20;

    /// <summary>The fixed value at offset 4.</summary>
    public const uint MagicCookie = 0x2112_A442;

    /// <summary>
    /// Longest message accepted: what RFC 8489 section 6.1 lets a client send over UDP when it does not know the path MTU.
    /// Checks of browsers have 100 to 150 bytes. Also bounds the number of attributes and the stack a HMAC takes.
    /// </summary>
    public const int MaxLength = 1280;

    private readonly ReadOnlySpan<byte> _bytes;

    // Where the attributes that count end: at MESSAGE-INTEGRITY, else at FINGERPRINT, else at the end.
    private readonly int _attributesEnd;

    private StunMessage(ReadOnlySpan<byte> bytes, int attributesEnd, bool hasIntegrity, bool hasFingerprint)
    {
        _bytes = bytes;
        _attributesEnd = attributesEnd;
        HasIntegrity = hasIntegrity;
        HasFingerprint = hasFingerprint;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(bytes);

        // M11..M7 C1 M6..M4 C0 M3..M0: the class bits sit between the method bits.
        Class = (StunClass)(((type >> 7) & 0b10) | ((type >> 4) & 0b01));
        Method = (StunMethod)((type & 0x000F) | ((type >> 1) & 0x0070) | ((type >> 2) & 0x0F80));
        TransactionId = TransactionId.Read(bytes[8..]);
    }

    /// <summary>Request, indication or response.</summary>
    public StunClass Class { get; }

    /// <summary>Method; may be one that is not in the enumeration.</summary>
    public StunMethod Method { get; }

    /// <summary>Ties a response to its request.</summary>
    public TransactionId TransactionId { get; }

    /// <summary>Whether there is a MESSAGE-INTEGRITY; says nothing about its being right.</summary>
    public bool HasIntegrity { get; }

    /// <summary>Whether there is a FINGERPRINT; if so it is right.</summary>
    public bool HasFingerprint { get; }

    /// <summary>
    /// The attributes that count, in order. Those after MESSAGE-INTEGRITY are not protected and RFC 8489 section 14.5
    /// says to ignore them; MESSAGE-INTEGRITY and FINGERPRINT themselves are left out.
    /// </summary>
    public StunAttributeReader Attributes => new(_bytes[HeaderLength.._attributesEnd]);

    /// <summary>Whether the controlling side nominates the pair this request came on.</summary>
    public bool HasUseCandidate => TryFind(StunAttributeType.UseCandidate, out _);

    /// <summary>Whether the sender says it is in the controlled role.</summary>
    public bool HasIceControlled => TryFind(StunAttributeType.IceControlled, out _);

    /// <summary>Parses a whole datagram; anything before, after or missing makes it fail.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        message = default;
        if (datagram.Length is < HeaderLength or > MaxLength
            || datagram[0] > 3
            || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != MagicCookie)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        if (length % 4 != 0 || length != datagram.Length - HeaderLength)
        {
            return false;
        }

        int integrity = 0;
        int fingerprint = 0;
        StunAttributeReader attributes = new(datagram[HeaderLength..]);
        while (attributes.MoveNext())
        {
            int offset = HeaderLength + attributes.Offset;
            switch (attributes.Current.Type)
            {
                case StunAttributeType.MessageIntegrity when integrity == 0:
                    if (attributes.Current.Value.Length != StunIntegrity.ValueLength)
                    {
                        return false;
                    }

                    integrity = offset;
                    break;
                case StunAttributeType.Fingerprint:
                    if (!IsFingerprintRight(datagram, offset))
                    {
                        return false;
                    }

                    fingerprint = offset;
                    break;
            }
        }

        if (attributes.IsMalformed)
        {
            return false;
        }

        int end = integrity != 0 ? integrity : fingerprint != 0 ? fingerprint : datagram.Length;
        message = new StunMessage(datagram, end, integrity != 0, fingerprint != 0);
        return true;
    }

    /// <summary>Whether MESSAGE-INTEGRITY is there and was made with this key.</summary>
    public bool VerifyIntegrity(ReadOnlySpan<byte> key) =>
        HasIntegrity
        && StunIntegrity.Verify(key, _bytes[.._attributesEnd], _bytes.Slice(_attributesEnd + 4, StunIntegrity.ValueLength));

    /// <summary>Finds the first attribute of a type; later ones of the same type are ignored (RFC 8489 section 14).</summary>
    public bool TryFind(StunAttributeType type, out ReadOnlySpan<byte> value)
    {
        foreach (StunAttribute attribute in Attributes)
        {
            if (attribute.Type == type)
            {
                value = attribute.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>USERNAME, for a check "ufrag of the receiver:ufrag of the sender".</summary>
    public bool TryGetUsername(out ReadOnlySpan<byte> username) => TryFind(StunAttributeType.Username, out username);

    /// <summary>PRIORITY (RFC 8445 section 7.1.1).</summary>
    public bool TryGetPriority(out uint priority)
    {
        bool found = TryFind(StunAttributeType.Priority, out ReadOnlySpan<byte> value) && value.Length == sizeof(uint);
        priority = found ? BinaryPrimitives.ReadUInt32BigEndian(value) : 0;
        return found;
    }

    /// <summary>Tie-breaker of ICE-CONTROLLING (RFC 8445 section 7.1.3).</summary>
    public bool TryGetIceControlling(out ulong tieBreaker)
    {
        bool found = TryFind(StunAttributeType.IceControlling, out ReadOnlySpan<byte> value) && value.Length == sizeof(ulong);
        tieBreaker = found ? BinaryPrimitives.ReadUInt64BigEndian(value) : 0;
        return found;
    }

    /// <summary>XOR-MAPPED-ADDRESS of a response.</summary>
    public bool TryGetXorMappedAddress(out TransportAddress address)
    {
        address = default;
        return TryFind(StunAttributeType.XorMappedAddress, out ReadOnlySpan<byte> value)
            && StunXorAddress.TryRead(value, TransactionId, out address);
    }

    /// <summary>ERROR-CODE of a response, 300 to 699 (RFC 8489 section 14.8).</summary>
    public bool TryGetErrorCode(out int code)
    {
        code = 0;
        if (!TryFind(StunAttributeType.ErrorCode, out ReadOnlySpan<byte> value) || value.Length < 4)
        {
            return false;
        }

        int hundreds = value[2] & 0x07;
        code = (hundreds * 100) + value[3];
        return hundreds is >= 3 and <= 6 && value[3] < 100;
    }

    /// <summary>
    /// Collects the comprehension-required attributes this server does not know and returns how many were put into
    /// <paramref name="destination"/>; those that do not fit are left out.
    /// </summary>
    public int CollectUnknownRequired(Span<ushort> destination)
    {
        int count = 0;
        foreach (StunAttribute attribute in Attributes)
        {
            if (count < destination.Length && attribute.IsComprehensionRequired && !IsKnown(attribute.Type))
            {
                destination[count++] = (ushort)attribute.Type;
            }
        }

        return count;
    }

    private static bool IsKnown(StunAttributeType type) => type is
        StunAttributeType.Username or StunAttributeType.MessageIntegrity or StunAttributeType.ErrorCode
        or StunAttributeType.UnknownAttributes or StunAttributeType.Realm or StunAttributeType.Nonce
        or StunAttributeType.MessageIntegritySha256 or StunAttributeType.XorMappedAddress
        or StunAttributeType.Priority or StunAttributeType.UseCandidate;

    private static bool IsFingerprintRight(ReadOnlySpan<byte> datagram, int offset) =>
        offset + StunFingerprint.AttributeLength == datagram.Length
        && BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 2)..]) == sizeof(uint)
        && BinaryPrimitives.ReadUInt32BigEndian(datagram[(offset + 4)..]) == StunFingerprint.Compute(datagram[..offset]);
}
