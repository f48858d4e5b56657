using Vod.Media.Peer;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Peer;

public sealed class PictureTimestampsTests
{
    private const uint Timescale = 1000;
    private static readonly MonotonicTime Epoch = new(100);
    private static readonly PlaybackClock Playback = Started();
    private static readonly RtpClock Clock = new(RtpClock.VideoRate, new RtpTimestamp(uint.MaxValue));

    [Fact]
    public void A_picture_is_stamped_with_its_time_in_its_lap()
    {
        PictureTimestamps timestamps = new(Clock, Playback, Timescale, new LoopPeriod(100));

        Assert.Equal(Clock.Origin + 9_000, timestamps.Next(100, lap: 0));
        Assert.Equal(Clock.Origin + ((3 * 180_000) + 9_000), timestamps.Next(100, lap: 3));
    }

    [Fact]
    public void The_pictures_of_a_burst_end_right_before_the_moment()
    {
        PictureTimestamps timestamps = new(Clock, Playback, Timescale, loop: null);
        timestamps.BeginBurst(Epoch + TimeSpan.FromSeconds(8), pictures: 3);

        Assert.Equal(Clock.Origin + (720_000 - (3 * PictureTimestamps.MinStep)), timestamps.Next(0, lap: 0));
        Assert.Equal(Clock.Origin + (720_000 - (2 * PictureTimestamps.MinStep)), timestamps.Next(4_000, lap: 0));
        Assert.Equal(Clock.Origin + (720_000 - PictureTimestamps.MinStep), timestamps.Next(7_990, lap: 0));
        Assert.Equal(Clock.Origin + 722_700, timestamps.Next(8_030, lap: 0));
    }

    [Fact]
    public void A_burst_that_goes_back_follows_the_last_picture()
    {
        PictureTimestamps timestamps = new(Clock, Playback, Timescale, loop: null);
        RtpTimestamp last = timestamps.Next(8_000, lap: 0);
        timestamps.BeginBurst(Epoch + TimeSpan.FromSeconds(8), pictures: 2);

        Assert.Equal(last + PictureTimestamps.MinStep, timestamps.Next(4_000, lap: 0));
        Assert.Equal(last + (2 * PictureTimestamps.MinStep), timestamps.Next(8_000, lap: 0));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(100)]
    public void A_picture_that_stands_for_hours_is_followed_by_one_at_its_own_time(int hours)
    {
        // Half of the 2^32 timestamps are 6.6 hours.
        LoopPeriod period = new(hours * 3600 * 50);
        PictureTimestamps timestamps = new(Clock, Playback, Timescale, period);
        timestamps.Next(0, lap: 0);

        Assert.Equal(Clock.Origin + period.TicksAt(1, Clock.Rate), timestamps.Next(0, lap: 1));
        timestamps.BeginBurst(Epoch + period.StartOf(2), pictures: 1);
        Assert.Equal(Clock.Origin + (period.TicksAt(2, Clock.Rate) - PictureTimestamps.MinStep), timestamps.Next(0, lap: 1));
        Assert.Equal(Clock.Origin + period.TicksAt(2, Clock.Rate), timestamps.Next(0, lap: 2));
    }

    private static PlaybackClock Started()
    {
        PlaybackClock clock = new();
        clock.Start(Epoch);
        return clock;
    }
}
