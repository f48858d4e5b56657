using Vod.Media.Bandwidth;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Bandwidth;

public sealed class LossBoundTests
{
    private const long Wanted = 3_000_000;
    private readonly LossBound _loss = new();
    private MonotonicTime _now = new(1);

    [Theory]
    [InlineData(0)]
    [InlineData(0.02)]
    [InlineData(0.1)]
    public void Little_loss_bounds_nothing(double share)
    {
        OnLoss(share);
        Assert.Null(_loss.Bitrate);
    }

    [Fact]
    public void Much_loss_takes_half_of_its_share()
    {
        OnLoss(0.2);
        Assert.Equal(1_800_000, _loss.Bitrate);
        OnLoss(0.2);
        Assert.Equal(1_620_000, _loss.Bitrate);
    }

    [Fact]
    public void Between_the_limits_it_stays_and_below_them_it_grows_until_it_does_not_matter()
    {
        OnLoss(0.2);
        OnLoss(0.05);
        Assert.Equal(1_800_000, _loss.Bitrate);
        OnLoss(0.01);
        Assert.Equal(1_944_000, _loss.Bitrate);

        int seconds = 0;
        while (_loss.Bitrate is not null)
        {
            OnLoss(0);
            seconds++;
        }

        Assert.InRange(seconds, 8, 14);
    }

    [Fact]
    public void No_bound_is_below_the_least_of_a_path()
    {
        for (int i = 0; i < 50; i++)
        {
            OnLoss(1);
        }

        Assert.Equal(RateControl.MinBitrate, _loss.Bitrate);
    }

    private void OnLoss(double share)
    {
        _now += TimeSpan.FromSeconds(1);
        _loss.OnLoss(share, 2_000_000, Wanted, _now);
    }
}
