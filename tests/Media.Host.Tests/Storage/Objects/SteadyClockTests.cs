using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

public sealed class SteadyClockTests
{
    [Fact]
    public void Setting_the_clock_of_the_machine_changes_nothing()
    {
        SetClock machine = new() { Utc = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero) };
        SteadyClock clock = new(machine);

        machine.Utc -= TimeSpan.FromHours(3);
        machine.Elapsed = TimeSpan.FromSeconds(7);

        Assert.Equal(new DateTimeOffset(2026, 1, 1, 12, 0, 7, TimeSpan.Zero), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(7), clock.GetElapsedTime(0));
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Utc { get; set; }

        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Utc;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
