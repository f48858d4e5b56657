using Vod.Media.Timing;

namespace Vod.Media.Tests.Timing;

public sealed class MediaTimeTests
{
    [Theory]
    [InlineData(1, 1u, 10_000_000L)]
    [InlineData(1, 3u, 3_333_333L)]
    [InlineData(2, 3u, 6_666_667L)]
    [InlineData(-2, 3u, -6_666_667L)]
    [InlineData(1, uint.MaxValue, 0L)]
    public void A_time_is_rounded_to_the_nearest_100_ns(long value, uint timescale, long ticks) =>
        Assert.Equal(ticks, new MediaTime(value, timescale).ToTimeSpan().Ticks);

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1_000_000_000_000L)]
    [InlineData(922_337_203_685L * 2)]
    public void Whatever_a_file_claims_times_can_be_added(long seconds)
    {
        TimeSpan late = new MediaTime(seconds, 1).ToTimeSpan();
        TimeSpan early = new MediaTime(-seconds, 1).ToTimeSpan();

        Assert.Equal((MediaTime.MaxSpan, -MediaTime.MaxSpan), (late, early));
        Assert.Equal(MediaTime.MaxSpan + MediaTime.MaxSpan + MediaTime.MaxSpan, late + late - early);
    }
}
