using Vod.Media.Rtp;

namespace Vod.Media.Tests.Rtp;

public sealed class RtpTimestampTests
{
    [Fact]
    public void Timestamps_go_on_after_the_wrap()
    {
        RtpTimestamp before = new(0xFFFF_FF00);
        RtpTimestamp after = before + 3000;

        Assert.Equal(new RtpTimestamp(2744), after);
        Assert.Equal(3000, after - before);
        Assert.Equal(-3000, before - after);
        Assert.True(after.IsAfter(before));
        Assert.False(before.IsAfter(after));
        Assert.Equal(before, after + -3000);
    }

    [Fact]
    public void The_clock_maps_the_timeline_from_its_origin()
    {
        RtpClock clock = new(RtpClock.VideoRate, new(1000));

        Assert.Equal(new RtpTimestamp(1000), clock.At(new(0, 30)));
        Assert.Equal(new RtpTimestamp(91_000), clock.At(new(12_800, 12_800)));
        Assert.Equal(new RtpTimestamp(unchecked((uint)-89_000)), clock.At(new(-1, 1)));
    }

    [Fact]
    public void A_frame_rate_of_30000_over_1001_does_not_drift_in_ten_hours()
    {
        RtpClock clock = new(RtpClock.VideoRate, new(0xFFFF_0000));
        const long Frames = 30_000L * 36_000 / 1001;

        // 3003 ticks a frame, exactly; a timescale of 30000 divides into 90 kHz.
        Assert.Equal(clock.Origin + (Frames * 3003), clock.At(new(Frames * 1001, 30_000)));

        // And one that does not divide is off by half a tick at most.
        RtpTimestamp odd = clock.At(new(44_100L * 36_000 + 1, 44_100));
        Assert.Equal(clock.Origin + (90_000L * 36_000) + 2, odd);
    }
}
