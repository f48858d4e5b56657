namespace Vod.Media.Rtp;

/// <summary>Sampling instant in ticks of the codec's RTP clock, from a random start, modulo 2^32 (RFC 3550 section 5.1).</summary>
/// <param name="Value">The number as it stands in the header.</param>
internal readonly record struct RtpTimestamp(uint Value)
{
    /// <summary>The timestamp <paramref name="ticks"/> later, or earlier when negative.</summary>
    public static RtpTimestamp operator +(RtpTimestamp timestamp, long ticks) => new(unchecked((uint)(timestamp.Value + ticks)));

    /// <summary>Ticks from <paramref name="from"/> to <paramref name="to"/> the short way round.</summary>
    public static int operator -(RtpTimestamp to, RtpTimestamp from) => unchecked((int)(to.Value - from.Value));

    /// <summary>Whether this is later than <paramref name="other"/>, by less than half the circle (6.6 h at 90 kHz).</summary>
    public bool IsAfter(RtpTimestamp other) => this - other > 0;

    /// <summary>Decimal.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
