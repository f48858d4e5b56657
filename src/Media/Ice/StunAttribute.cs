namespace Vod.Media.Ice;

/// <summary>One attribute of a STUN message: a view of the datagram, without its padding.</summary>
internal readonly ref struct StunAttribute(StunAttributeType type, ReadOnlySpan<byte> value)
{
    /// <summary>Type; may be one that is not in the enumeration.</summary>
    public StunAttributeType Type { get; } = type;

    /// <summary>Value without padding.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Whether a request with this attribute must be refused when the attribute is not known (RFC 8489 section 14).</summary>
    public bool IsComprehensionRequired => (ushort)Type < 0x8000;
}
