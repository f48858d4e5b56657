namespace Vod.Media.Rtp;

/// <summary>The 7-bit number that SDP binds to a codec (RFC 3550 section 5.1).</summary>
/// <param name="Value">0 to 127.</param>
internal readonly record struct PayloadType(byte Value)
{
    /// <summary>The eighth bit of that byte is the marker.</summary>
    public const byte Mask = 0x7F;

    /// <summary>Decimal, as SDP prints it.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
