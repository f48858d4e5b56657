using Vod.Media.Timing;

namespace Vod.Media.Host;

/// <summary>
/// The one place where the media plane reads a clock. Time starts near zero when the clock is made; the wall clock is read once, so that NTP times in
/// sender reports (RFC 3550 section 6.4.1) advance evenly even when the system clock is stepped.
/// </summary>
internal sealed class MonotonicClock(TimeProvider timeProvider)
{
    private readonly long _origin = timeProvider.GetTimestamp();

    /// <summary>Wall-clock time at <see cref="MonotonicTime.Zero"/>, as a span since the Unix epoch.</summary>
    public TimeSpan UnixTimeAtZero { get; } = timeProvider.GetUtcNow() - DateTimeOffset.UnixEpoch;

    /// <summary>The time now.</summary>
    public MonotonicTime Now => new(timeProvider.GetElapsedTime(_origin).Ticks);

    /// <summary>What the wall clock, as it stands now, showed or will show at a moment.</summary>
    public DateTimeOffset WallTime(MonotonicTime time) => timeProvider.GetUtcNow() + (time - Now);

    /// <summary>The moment at which the wall clock, as it stands now, showed or will show a time.</summary>
    public MonotonicTime At(DateTimeOffset wallTime) => Now - (timeProvider.GetUtcNow() - wallTime);
}
