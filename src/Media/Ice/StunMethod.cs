namespace Vod.Media.Ice;

/// <summary>Method of a STUN message, 12 bits. ICE needs only one.</summary>
internal enum StunMethod : ushort
{
    /// <summary>Binding, RFC 8489 section 18.2.</summary>
    Binding = 0x001,
}
