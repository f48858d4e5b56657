using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Playback;

public sealed class PlaybackClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly PlaybackClock _clock = new();

    [Fact]
    public void Before_the_start_nothing_is_due()
    {
        Assert.False(_clock.IsRunning);
        Assert.True(_clock.DueTime(Second).IsNever);
        _clock.Delay(Second);
        Assert.False(_clock.IsRunning);
    }

    [Fact]
    public void Media_is_due_at_its_distance_from_the_start()
    {
        _clock.Start(new MonotonicTime(100));

        Assert.Equal(new MonotonicTime(100) + Second, _clock.DueTime(Second));
        Assert.Equal(Second, _clock.PositionAt(new MonotonicTime(100) + Second));
        Assert.Equal(TimeSpan.FromTicks(-100), _clock.PositionAt(MonotonicTime.Zero));
    }

    [Fact]
    public void A_delay_moves_all_that_is_due_by_the_same_time()
    {
        _clock.Start(MonotonicTime.Zero);

        _clock.Delay(Second);

        Assert.Equal(MonotonicTime.Zero + Second, _clock.DueTime(TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, _clock.PositionAt(MonotonicTime.Zero + Second));
    }
}
