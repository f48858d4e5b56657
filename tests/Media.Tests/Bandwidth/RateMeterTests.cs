using Vod.Media.Bandwidth;

namespace Vod.Media.Tests.Bandwidth;

public sealed class RateMeterTests
{
    private readonly RateMeter _meter = new();

    [Fact]
    public void A_steady_rate_is_measured_over_any_window()
    {
        Feed(0, 1000, 1000);

        Assert.InRange(_meter.BitrateOver(RateMeter.MaxWindow), 7_900_000, 8_100_000);
        Assert.InRange(_meter.BitrateOver(TimeSpan.FromMilliseconds(200)), 7_800_000, 8_200_000);
    }

    [Fact]
    public void A_short_window_forgets_sooner()
    {
        Feed(0, 1000, 1000);
        Feed(1000, 1300, 500);

        Assert.InRange(_meter.BitrateOver(TimeSpan.FromMilliseconds(200)), 3_900_000, 4_200_000);
        Assert.InRange(_meter.BitrateOver(RateMeter.MaxWindow), 5_500_000, 6_500_000);
    }

    [Fact]
    public void There_is_no_rate_before_there_is_some_time()
    {
        Assert.Equal(0, _meter.BitrateOver(RateMeter.MaxWindow));
        Feed(0, 99, 1000);
        Assert.Equal(0, _meter.BitrateOver(RateMeter.MaxWindow));
    }

    [Fact]
    public void A_pause_empties_the_window()
    {
        Feed(0, 1000, 1000);
        Feed(60_000, 60_001, 0);

        Assert.Equal(0, _meter.BitrateOver(RateMeter.MaxWindow));
    }

    [Fact]
    public void A_packet_out_of_order_counts_where_it_belongs_and_one_too_old_not_at_all()
    {
        Feed(0, 1000, 1000);
        long before = _meter.BitrateOver(RateMeter.MaxWindow);
        _meter.Add(990 * TimeSpan.TicksPerMillisecond, 62_000);
        long after = _meter.BitrateOver(RateMeter.MaxWindow);
        Assert.InRange(after - before, 750_000, 850_000);

        _meter.Add(0, 62_000);
        Assert.Equal(after, _meter.BitrateOver(RateMeter.MaxWindow));
    }

    private void Feed(int from, int to, int bytesPerMillisecond)
    {
        for (int i = from; i < to; i++)
        {
            _meter.Add(i * TimeSpan.TicksPerMillisecond, bytesPerMillisecond);
        }
    }
}
