namespace Vod.Media.Timing;

/// <summary>A time on a media timeline: <paramref name="Value"/> / <paramref name="Timescale"/> seconds.</summary>
/// <param name="Value">Ticks of the timescale; negative before the start of the presentation.</param>
/// <param name="Timescale">Ticks per second, at least 1 (ISO/IEC 14496-12, 8.4.2).</param>
internal readonly record struct MediaTime(long Value, uint Timescale)
{
    /// <summary>The time as a span, rounded to the nearest 100 ns.</summary>
    public TimeSpan ToTimeSpan() => new(Rescale(Value, Timescale, (uint)TimeSpan.TicksPerSecond));

    /// <summary>The nearest tick of another timescale (half away from zero), without overflow for any 64-bit value that fits the result.</summary>
    public MediaTime To(uint timescale) => new(Rescale(Value, Timescale, timescale), timescale);

    /// <summary>Whether this time is earlier than another, exactly, whatever the timescales.</summary>
    public bool IsBefore(MediaTime other) => (Int128)Value * other.Timescale < (Int128)other.Value * Timescale;

    /// <summary>Converts ticks of one timescale into ticks of another, rounding half away from zero.</summary>
    public static long Rescale(long value, uint from, uint to)
    {
        if (from == to)
        {
            return value;
        }

        Int128 product = (Int128)value * to;
        Int128 half = from / 2;
        Int128 rounded = (product >= 0 ? product + half : product - half) / from;
        return (long)rounded;
    }
}
