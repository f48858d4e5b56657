using Vod.Media.Bandwidth;

namespace Vod.Media.Tests.Bandwidth;

public sealed class OveruseDetectorTests
{
    private readonly DelayTrend _trend = new();
    private readonly OveruseDetector _detector = new();
    private TimeSpan _at;

    [Fact]
    public void A_steady_delay_is_normal()
    {
        Feed(100, static _ => 0);
        Assert.Equal((0, PathUsage.Normal), (_trend.Slope, _detector.Usage));
    }

    [Fact]
    public void A_delay_that_grows_is_overuse_and_one_that_falls_is_underuse()
    {
        Feed(50, static _ => 0);
        Feed(40, static _ => 2);
        Assert.Equal(PathUsage.Overuse, _detector.Usage);
        Assert.InRange(_trend.Slope, 0.1, 0.25);

        Feed(40, static _ => -2);
        Assert.Equal(PathUsage.Underuse, _detector.Usage);

        Feed(200, static _ => 0);
        Assert.Equal(PathUsage.Normal, _detector.Usage);
    }

    [Fact]
    public void Jitter_is_no_trend()
    {
        Random random = new(1);
        double last = 0;
        int overuse = 0;
        for (int i = 0; i < 2000; i++)
        {
            double jitter = random.NextDouble() * 4;
            double change = jitter - last;
            Feed(1, _ => change);
            last = jitter;
            overuse += _detector.Usage == PathUsage.Overuse ? 1 : 0;
        }

        Assert.InRange(overuse, 0, 20);
    }

    // Groups every 10 ms, each later than the one before it by so many milliseconds.
    private void Feed(int groups, Func<int, double> growth)
    {
        for (int i = 0; i < groups; i++)
        {
            TimeSpan sent = TimeSpan.FromMilliseconds(10);
            TimeSpan arrived = TimeSpan.FromMilliseconds(10 + growth(i));
            _at += arrived;
            GroupDelta delta = new(sent, arrived, _at);
            _trend.Add(delta);
            _detector.Update(_trend, delta);
        }
    }
}
