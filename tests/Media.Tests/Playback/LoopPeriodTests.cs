using Vod.Media.Playback;

namespace Vod.Media.Tests.Playback;

public sealed class LoopPeriodTests
{
    [Theory]
    [InlineData(60_000, 3000, 3000)]
    [InlineData(60_001, 3000, 3001)]
    [InlineData(60_000, 3001, 3001)]
    [InlineData(0, 7, 7)]
    [InlineData(40, 0, 2)]
    [InlineData(0, 0, 1)]
    public void It_is_the_first_whole_number_of_packets_that_cuts_nothing_off(int pictureMilliseconds, int soundPackets, int expected) =>
        Assert.Equal(expected, LoopPeriod.For(TimeSpan.FromMilliseconds(pictureMilliseconds), soundPackets).Packets);

    [Fact]
    public void A_position_is_found_in_its_lap()
    {
        LoopPeriod period = new(50);

        Assert.Equal((0, TimeSpan.Zero), period.Locate(TimeSpan.Zero));
        Assert.Equal((0, TimeSpan.FromTicks(TimeSpan.TicksPerSecond - 1)), period.Locate(TimeSpan.FromTicks(TimeSpan.TicksPerSecond - 1)));
        Assert.Equal((1, TimeSpan.Zero), period.Locate(TimeSpan.FromSeconds(1)));
        Assert.Equal((3600, TimeSpan.FromMilliseconds(250)), period.Locate(TimeSpan.FromSeconds(3600.25)));
        Assert.Equal((0, TimeSpan.FromSeconds(-2)), period.Locate(TimeSpan.FromSeconds(-2)));
    }

    [Fact]
    public void Laps_start_at_whole_ticks_of_both_clocks_however_many_there_were()
    {
        LoopPeriod period = new(51);
        const long lap = 100_000_000;

        Assert.Equal(lap * 51 * 1800, period.TicksAt(lap, 90_000));
        Assert.Equal(lap * 51 * 960, period.TicksAt(lap, 48_000));
        Assert.Equal(TimeSpan.FromMilliseconds(20) * 51, period.StartOf(1));
    }
}
