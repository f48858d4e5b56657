using Vod.Media.Load.Reporting;

namespace Vod.Media.Tests.Load;

public sealed class DistributionTests
{
    [Fact]
    public void A_percentile_is_a_value_that_was_measured()
    {
        // 1 to 200 in disorder: half of them are at most 100, 99 % at most 198.
        Assert.Equal(new Distribution(200, 100, 180, 198, 200), Distribution.Of(Enumerable.Range(0, 200).Select(i => (double)((i * 7 % 200) + 1))));
    }

    [Fact]
    public void A_rank_between_two_values_is_the_larger() => Assert.Equal(new Distribution(3, 2, 3, 3, 3), Distribution.Of([3, 1, 2]));

    [Fact]
    public void One_value_is_every_percentile() => Assert.Equal(new Distribution(1, 5, 5, 5, 5), Distribution.Of([5]));

    [Fact]
    public void Without_values_there_is_nothing() => Assert.Equal(new Distribution(0, 0, 0, 0, 0), Distribution.Of([]));
}
