using Vod.Media.Live;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Live;

public sealed class LiveClockTests
{
    private static readonly MonotonicTime Zero = new(77_000_000);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);
    private readonly LiveClock _clock = new();

    [Fact]
    public void Nothing_is_due_before_anything_has_come() => Assert.True(_clock.Epoch.IsNever);

    [Fact]
    public void The_fastest_packet_says_where_the_line_lies()
    {
        _clock.OnArrival(TimeSpan.Zero, Zero + Ms(300));
        Assert.Equal(Zero + Ms(300) + LiveClock.Delay, _clock.Epoch);

        _clock.OnArrival(Step, Zero + Step + Ms(25));
        _clock.OnArrival(Step * 2, Zero + (Step * 2) + Ms(90));

        Assert.Equal(Zero + Ms(25) + LiveClock.Delay, _clock.Epoch);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    public void A_clock_that_is_wrong_is_followed(int partsPerMillion)
    {
        MonotonicTime now = Zero;
        TimeSpan time = TimeSpan.Zero;
        while (time < TimeSpan.FromHours(1))
        {
            now = Zero + (time * (1 + (partsPerMillion * 1e-6)));
            _clock.OnArrival(time, now);
            time += Step;
        }

        // 360 ms off by now; within a window it is half a millisecond.
        Assert.InRange((_clock.Epoch - (now - (time - Step)) - LiveClock.Delay).TotalMilliseconds, -LiveClock.Tolerance.TotalMilliseconds - 2, LiveClock.Tolerance.TotalMilliseconds + 2);
    }

    [Fact]
    public void One_packet_that_is_late_moves_nothing_and_a_path_that_has_become_longer_does()
    {
        TimeSpan time = TimeSpan.Zero;
        for (; time < LiveClock.Window; time += Step)
        {
            _clock.OnArrival(time, Zero + time + (time == Step * 3 ? Ms(500) : TimeSpan.Zero));
        }

        Assert.Equal(Zero + LiveClock.Delay, _clock.Epoch);
        for (; time < LiveClock.Window * 4; time += Step)
        {
            _clock.OnArrival(time, Zero + time + Ms(50));
        }

        Assert.Equal(Zero + Ms(50) + LiveClock.Delay, _clock.Epoch);
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
