namespace Vod.Media.Timing;

/// <summary>
/// A point on a clock that never goes back, in units of 100 ns from an arbitrary origin.
/// The core never reads a clock: every call that can depend on time takes one of these.
/// </summary>
/// <param name="Ticks">100 ns units since the origin of the clock.</param>
public readonly record struct MonotonicTime(long Ticks) : IComparable<MonotonicTime>
{
    /// <summary>The deadline of a timer that is not armed: later than every other time.</summary>
    public static MonotonicTime Never => new(long.MaxValue);

    /// <summary>The origin of the clock.</summary>
    public static MonotonicTime Zero => default;

    /// <summary>Whether this is <see cref="Never"/>.</summary>
    public bool IsNever => Ticks == long.MaxValue;

    /// <summary>The earlier of two times.</summary>
    public static MonotonicTime Min(MonotonicTime a, MonotonicTime b) => a.Ticks <= b.Ticks ? a : b;

    /// <summary>The later of two times.</summary>
    public static MonotonicTime Max(MonotonicTime a, MonotonicTime b) => a.Ticks >= b.Ticks ? a : b;

    /// <summary>Moves a time; <see cref="Never"/> stays where it is.</summary>
    public static MonotonicTime operator +(MonotonicTime time, TimeSpan span) => time.IsNever ? time : new(time.Ticks + span.Ticks);

    /// <summary>Moves a time back; <see cref="Never"/> stays where it is.</summary>
    public static MonotonicTime operator -(MonotonicTime time, TimeSpan span) => time.IsNever ? time : new(time.Ticks - span.Ticks);

    /// <summary>The span from <paramref name="earlier"/> to <paramref name="later"/>.</summary>
    public static TimeSpan operator -(MonotonicTime later, MonotonicTime earlier) => new(later.Ticks - earlier.Ticks);

    /// <summary>Whether <paramref name="a"/> is before <paramref name="b"/>.</summary>
    public static bool operator <(MonotonicTime a, MonotonicTime b) => a.Ticks < b.Ticks;

    /// <summary>Whether <paramref name="a"/> is after <paramref name="b"/>.</summary>
    public static bool operator >(MonotonicTime a, MonotonicTime b) => a.Ticks > b.Ticks;

    /// <summary>Whether <paramref name="a"/> is not after <paramref name="b"/>.</summary>
    public static bool operator <=(MonotonicTime a, MonotonicTime b) => a.Ticks <= b.Ticks;

    /// <summary>Whether <paramref name="a"/> is not before <paramref name="b"/>.</summary>
    public static bool operator >=(MonotonicTime a, MonotonicTime b) => a.Ticks >= b.Ticks;

    /// <inheritdoc/>
    public int CompareTo(MonotonicTime other) => Ticks.CompareTo(other.Ticks);

    /// <summary>Seconds since the origin, or "never".</summary>
    public override string ToString() => IsNever ? "never" : $"{Ticks / (double)TimeSpan.TicksPerSecond:F6}s";
}
