using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class CacheEvictionTests
{
    private static readonly (string Name, long Bytes, long LastUse)[] Assets = [("new", 400, 30), ("old", 300, 10), ("middle", 300, 20)];

    [Fact]
    public void Nothing_goes_as_long_as_the_limit_is_kept()
    {
        Assert.Empty(CacheEviction.Choose(Assets, 1000));
    }

    [Fact]
    public void The_assets_unused_for_longest_go_until_a_tenth_is_spare()
    {
        Assert.Equal(["old"], CacheEviction.Choose(Assets, 999));
        Assert.Equal(["old", "middle"], CacheEviction.Choose(Assets, 770));
    }

    [Fact]
    public void The_asset_used_last_stays_even_when_it_is_too_large_alone()
    {
        Assert.Equal(["old", "middle"], CacheEviction.Choose(Assets, 1));
        Assert.Empty(CacheEviction.Choose([("only", 400, 1)], 1));
    }
}
