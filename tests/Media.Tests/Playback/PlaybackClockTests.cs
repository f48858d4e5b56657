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

    [Fact]
    public void A_delay_is_a_stretch_of_the_stream_without_media()
    {
        _clock.Start(MonotonicTime.Zero);

        _clock.Delay(Second * 9);

        Assert.Equal(Second * 11, _clock.StreamTimeAt(MonotonicTime.Zero + (Second * 11)));
        Assert.Equal(Second * 11, _clock.StreamTimeOf(Second * 2));
        Assert.Equal(11 * 90_000, _clock.StreamTicksOf(2 * 90_000, 90_000));
    }

    [Fact]
    public void What_stands_still_for_a_day_is_not_half_a_circle_of_timestamps_ahead()
    {
        _clock.Start(MonotonicTime.Zero);
        _clock.Pause(MonotonicTime.Zero + Second);
        MonotonicTime nextDay = MonotonicTime.Zero + TimeSpan.FromDays(1);

        _clock.Resume(nextDay);

        Assert.Equal(nextDay, _clock.DueTime(Second));
        Assert.Equal(Second + PlaybackClock.MaxGap, _clock.StreamTimeAt(nextDay));
        Assert.Equal(Second + PlaybackClock.MaxGap, _clock.StreamTimeOf(Second));
    }

    [Fact]
    public void A_seek_goes_on_in_the_stream_with_another_place_of_the_presentation()
    {
        _clock.Start(MonotonicTime.Zero);

        _clock.Seek(Second * 100, Second * 5);

        Assert.Equal(MonotonicTime.Zero + (Second * 7), _clock.DueTime(Second * 102));
        Assert.Equal(Second * 101, _clock.PositionAt(MonotonicTime.Zero + (Second * 6)));
        Assert.Equal(Second * 4, _clock.StreamTimeOf(Second * 99));
        Assert.Equal(7 * 90_000, _clock.StreamTicksOf(102 * 90_000, 90_000));
    }

    [Theory]
    [InlineData(2.0, 6)]
    [InlineData(0.5, 9)]
    public void Another_speed_holds_from_where_it_is_set(double speed, double due)
    {
        _clock.Start(MonotonicTime.Zero);

        _clock.SetSpeed(speed, Second * 5, MonotonicTime.Zero + (Second * 5));

        Assert.Equal(MonotonicTime.Zero + (Second * due), _clock.DueTime(Second * 7));
        Assert.Equal(Second * 7, _clock.PositionAt(MonotonicTime.Zero + (Second * due)));
        Assert.Equal((long)(due * 90_000), _clock.StreamTicksOf(7 * 90_000, 90_000));
    }

    [Fact]
    public void In_a_pause_nothing_that_lies_ahead_is_due_and_what_lies_behind_is()
    {
        _clock.Start(MonotonicTime.Zero);

        _clock.Pause(MonotonicTime.Zero + Second);
        _clock.Pause(MonotonicTime.Zero + (Second * 2));

        Assert.True(_clock.DueTime(Second * 1.001).IsNever);
        Assert.Equal(MonotonicTime.Zero + Second, _clock.DueTime(Second));
        Assert.Equal(Second, _clock.PositionAt(MonotonicTime.Zero + (Second * 50)));
        _clock.Resume(MonotonicTime.Zero + (Second * 50));
        Assert.False(_clock.IsPaused);
        Assert.Equal(MonotonicTime.Zero + (Second * 51), _clock.DueTime(Second * 2));
        _clock.Resume(MonotonicTime.Zero + (Second * 60));
        Assert.Equal(MonotonicTime.Zero + (Second * 51), _clock.DueTime(Second * 2));
    }

    [Fact]
    public void Who_goes_on_before_the_moment_he_stands_at_does_not_go_back_in_the_stream()
    {
        _clock.Start(MonotonicTime.Zero);
        _clock.Pause(MonotonicTime.Zero + Second);
        _clock.Seek(Second * 30, Second * 1.02);

        _clock.Resume(MonotonicTime.Zero + (Second * 1.01));

        Assert.Equal(Second * 1.02, _clock.StreamTimeOf(Second * 30));
        Assert.Equal(MonotonicTime.Zero + (Second * 1.01), _clock.DueTime(Second * 30));
    }

    [Fact]
    public void A_seek_in_a_pause_moves_what_is_due()
    {
        _clock.Start(MonotonicTime.Zero);
        _clock.Pause(MonotonicTime.Zero + Second);

        _clock.Seek(Second * 30, Second * 1.02);

        Assert.Equal(MonotonicTime.Zero + (Second * 1.02), _clock.DueTime(Second * 30));
        Assert.True(_clock.DueTime(Second * 30.001).IsNever);
    }

    [Fact]
    public void A_delay_in_a_pause_changes_nothing_that_is_seen()
    {
        _clock.Start(MonotonicTime.Zero);
        _clock.Pause(MonotonicTime.Zero + Second);

        _clock.Delay(Second * 5);

        Assert.Equal(Second, _clock.PositionAt(MonotonicTime.Zero + (Second * 50)));
        Assert.False(_clock.DueTime(Second).IsNever);
    }
}
