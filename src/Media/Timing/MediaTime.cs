namespace Vod.Media.Timing;

/// <summary>A time on a media timeline: <paramref name="Value"/> / <paramref name="Timescale"/> seconds.</summary>
/// <param name="Value">Ticks of the timescale; negative before the start of the presentation.</param>
/// <param name="Timescale">Ticks per second, at least 1 (ISO/IEC 14496-12, 8.4.2).</param>
internal readonly record struct MediaTime(long Value, uint Timescale)
{
    /// <summary>
    /// The longest span, 7300 years: a few of them together still fit into a <see cref="TimeSpan"/>, whatever times a file claims.
    /// </summary>
    public static readonly TimeSpan MaxSpan = new(TimeSpan.MaxValue.Ticks / 4);

    /// <summary>The time as a span, rounded to the nearest 100 ns; not beyond <see cref="MaxSpan"/> in either direction.</summary>
    public TimeSpan ToTimeSpan() =>
        new((long)Int128.Clamp(RescaleExactly(Value, Timescale, (uint)TimeSpan.TicksPerSecond), -MaxSpan.Ticks, MaxSpan.Ticks));

    /// <summary>The nearest tick of another timescale (half away from zero), without overflow for any 64-bit value that fits the result.</summary>
    public MediaTime To(uint timescale) => new(Rescale(Value, Timescale, timescale), timescale);

    /// <summary>Whether this time is earlier than another, exactly, whatever the timescales.</summary>
    public bool IsBefore(MediaTime other) => (Int128)Value * other.Timescale < (Int128)other.Value * Timescale;

    /// <summary>Converts ticks of one timescale into ticks of another, rounding half away from zero.</summary>
    public static long Rescale(long value, uint from, uint to) => from == to ? value : (long)RescaleExactly(value, from, to);

    private static Int128 RescaleExactly(long value, uint from, uint to)
    {
        Int128 product = (Int128)value * to;
        Int128 half = from / 2;
        return (product >= 0 ? product + half : product - half) / from;
    }
}
