using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace Vod.Media.Ice;

/// <summary>
/// Writes one STUN message into a buffer of the caller. Attributes are added in the order of the calls; after
/// <see cref="AddMessageIntegrity"/> only <see cref="AddFingerprint"/> may follow. A buffer that is too small is a bug and throws.
/// </summary>
internal ref struct StunWriter
{
    private readonly Span<byte> _buffer;
    private readonly TransactionId _id;

    /// <summary>Writes the header.</summary>
    public StunWriter(Span<byte> buffer, StunClass messageClass, StunMethod method, TransactionId id)
    {
        _buffer = buffer;
        _id = id;
        int m = (int)method;
        int c = (int)messageClass;
        int type = (m & 0x000F) | ((m & 0x0070) << 1) | ((m & 0x0F80) << 2) | ((c & 0b01) << 4) | ((c & 0b10) << 7);
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunMessage.MagicCookie);
        id.Write(buffer[8..]);
        Length = StunMessage.HeaderLength;
    }

    /// <summary>Bytes written so far; a whole message at any time.</summary>
    public int Length { get; private set; }

    /// <summary>USERNAME of a check: the fragment of the agent that will answer, a colon, the fragment of the agent that asks.</summary>
    public void AddUsername(ReadOnlySpan<byte> answererUfrag, ReadOnlySpan<byte> askerUfrag)
    {
        Span<byte> value = AddAttribute(StunAttributeType.Username, answererUfrag.Length + 1 + askerUfrag.Length);
        answererUfrag.CopyTo(value);
        value[answererUfrag.Length] = (byte)':';
        askerUfrag.CopyTo(value[(answererUfrag.Length + 1)..]);
    }

    /// <summary>PRIORITY.</summary>
    public void AddPriority(uint priority) =>
        BinaryPrimitives.WriteUInt32BigEndian(AddAttribute(StunAttributeType.Priority, sizeof(uint)), priority);

    /// <summary>USE-CANDIDATE, an empty flag.</summary>
    public void AddUseCandidate() => AddAttribute(StunAttributeType.UseCandidate, 0);

    /// <summary>ICE-CONTROLLING.</summary>
    public void AddIceControlling(ulong tieBreaker) =>
        BinaryPrimitives.WriteUInt64BigEndian(AddAttribute(StunAttributeType.IceControlling, sizeof(ulong)), tieBreaker);

    /// <summary>ICE-CONTROLLED.</summary>
    public void AddIceControlled(ulong tieBreaker) =>
        BinaryPrimitives.WriteUInt64BigEndian(AddAttribute(StunAttributeType.IceControlled, sizeof(ulong)), tieBreaker);

    /// <summary>XOR-MAPPED-ADDRESS.</summary>
    public void AddXorMappedAddress(TransportAddress address)
    {
        Span<byte> value = stackalloc byte[StunXorAddress.MaxValueLength];
        value = value[..StunXorAddress.Write(value, address, _id)];
        value.CopyTo(AddAttribute(StunAttributeType.XorMappedAddress, value.Length));
    }

    /// <summary>ERROR-CODE with an ASCII reason.</summary>
    public void AddErrorCode(StunErrorCode code, string reason)
    {
        Span<byte> value = AddAttribute(StunAttributeType.ErrorCode, 4 + reason.Length);
        (int hundreds, int rest) = Math.DivRem((int)code, 100);
        value[0] = 0;
        value[1] = 0;
        value[2] = (byte)hundreds;
        value[3] = (byte)rest;
        Encoding.ASCII.GetBytes(reason, value[4..]);
    }

    /// <summary>UNKNOWN-ATTRIBUTES.</summary>
    public void AddUnknownAttributes(ReadOnlySpan<ushort> types)
    {
        Span<byte> value = AddAttribute(StunAttributeType.UnknownAttributes, types.Length * sizeof(ushort));
        for (int i = 0; i < types.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(value[(i * sizeof(ushort))..], types[i]);
        }
    }

    /// <summary>An attribute without a method of its own; the tests use it for unknown ones.</summary>
    public void AddRaw(StunAttributeType type, ReadOnlySpan<byte> value) => value.CopyTo(AddAttribute(type, value.Length));

    /// <summary>MESSAGE-INTEGRITY over everything so far, with the ICE password of the agent that answers the check.</summary>
    public void AddMessageIntegrity(ReadOnlySpan<byte> key)
    {
        int covered = Length;
        StunIntegrity.Compute(key, _buffer[..covered], AddAttribute(StunAttributeType.MessageIntegrity, StunIntegrity.ValueLength));
    }

    /// <summary>FINGERPRINT over everything so far; nothing may follow.</summary>
    public void AddFingerprint()
    {
        int covered = Length;
        Span<byte> value = AddAttribute(StunAttributeType.Fingerprint, sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(value, StunFingerprint.Compute(_buffer[..covered]));
    }

    private Span<byte> AddAttribute(StunAttributeType type, int valueLength)
    {
        Debug.Assert(Length + 4 + valueLength <= StunMessage.MaxLength, "no message of ours comes near the limit");
        int padded = (valueLength + 3) & ~3;
        Span<byte> attribute = _buffer.Slice(Length, 4 + padded);
        BinaryPrimitives.WriteUInt16BigEndian(attribute, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)valueLength);
        attribute[(4 + valueLength)..].Clear();
        Length += attribute.Length;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(Length - StunMessage.HeaderLength));
        return attribute.Slice(4, valueLength);
    }
}
