namespace Vod.Media.Matroska.Reading;

/// <summary>What the times of a segment mean (RFC 9559 section 11).</summary>
/// <param name="Scale">TimestampScale: nanoseconds of a tick, at least 1.</param>
internal readonly record struct MatroskaClock(long Scale)
{
    /// <summary>The scale of a segment that does not say: a millisecond.</summary>
    public const long UsualScale = 1_000_000;

    private const long NanosecondsPerSecond = 1_000_000_000;

    // Finer than that no camera is; and with 2^52 of them any sum of times is far from overflow.
    private const uint FinestTimescale = 1_000_000;
    private const long LargestTime = 1L << 52;
    private const long NanosecondsPerMicrosecond = 1000;

    /// <summary>Ticks per second of pictures: those of the segment, unless they are no whole number or finer than a microsecond.</summary>
    public uint Timescale => Scale >= NanosecondsPerMicrosecond && NanosecondsPerSecond % Scale == 0 ? (uint)(NanosecondsPerSecond / Scale) : FinestTimescale;

    /// <summary>A time of the segment, ticks, in another timescale; false for what is more than a century away.</summary>
    public bool TryConvert(Int128 ticks, uint timescale, out long time)
    {
        Int128 nanoseconds = ticks * Scale;
        time = Convert(nanoseconds, timescale);

        // Int128, as there are sample rates with which a time near 2^63 becomes the one number that has no absolute value.
        return Int128.Abs(nanoseconds / NanosecondsPerMicrosecond) < LargestTime && Int128.Abs(time) < LargestTime;
    }

    /// <summary>Nanoseconds in a timescale, rounded.</summary>
    public static long Convert(Int128 nanoseconds, uint timescale)
    {
        Int128 half = nanoseconds < 0 ? -NanosecondsPerSecond / 2 : NanosecondsPerSecond / 2;
        return (long)(((nanoseconds * timescale) + half) / NanosecondsPerSecond);
    }
}
