namespace Vod.Media.Rtp;

/// <summary>Synchronization source: the 32-bit name of one RTP stream (RFC 3550 section 5.1).</summary>
/// <param name="Value">The number as it stands in the header; chosen at random by the sender.</param>
internal readonly record struct Ssrc(uint Value)
{
    /// <summary>Decimal, as SDP and browser statistics print it.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
