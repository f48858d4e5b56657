namespace Vod.Media.Rtp;

/// <summary>
/// A 16-bit packet number that wraps (RFC 3550 section 5.1). Ordered by serial number arithmetic (RFC 1982), which is not
/// transitive over more than half the circle, so this type is deliberately not <see cref="IComparable{T}"/>: sorting by it is a bug.
/// </summary>
/// <param name="Value">The number as it stands in the header.</param>
internal readonly record struct SequenceNumber(ushort Value)
{
    /// <summary>The number of the packet after this one.</summary>
    public SequenceNumber Next => this + 1;

    /// <summary>The number <paramref name="distance"/> packets further, or back when negative.</summary>
    public static SequenceNumber operator +(SequenceNumber number, int distance) => new(unchecked((ushort)(number.Value + distance)));

    /// <summary>Packets from <paramref name="from"/> to <paramref name="to"/> the short way round: -32768 to 32767.</summary>
    public static int operator -(SequenceNumber to, SequenceNumber from) => unchecked((short)(to.Value - from.Value));

    /// <summary>
    /// Whether this follows <paramref name="other"/>. Numbers exactly half the circle apart have no order
    /// (RFC 1982 section 3.2): then neither follows the other.
    /// </summary>
    public bool IsAfter(SequenceNumber other) => this - other > 0;

    /// <summary>Decimal.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
