namespace Vod.Media.Host.Tests.Telemetry;

/// <summary>A clock, and a calendar that goes with it, that stand still unless they are moved.</summary>
internal sealed class MovedClock : TimeProvider
{
    private readonly DateTimeOffset _begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _moved;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _moved.Ticks;

    public override DateTimeOffset GetUtcNow() => _begin + _moved;

    public void Advance(TimeSpan span) => _moved += span;
}
