using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class CacheEvictionTests
{
    private static readonly (string Name, long Bytes, long LastUse, bool IsPlayed)[] Assets = [("new", 400, 30, false), ("old", 300, 10, false), ("middle", 300, 20, false)];
    private static readonly (string Name, long Bytes, long LastUse)[] Files = [("new", 400, 30), ("old", 300, 10), ("middle", 300, 20)];

    [Fact]
    public void Nothing_goes_as_long_as_the_limit_is_kept()
    {
        Assert.Empty(CacheEviction.ChooseAssets(Assets, 1000));
        Assert.Empty(CacheEviction.ChooseFiles(Files, 1000));
    }

    [Fact]
    public void Those_unused_for_longest_go_until_a_tenth_is_spare()
    {
        Assert.Equal(["old"], CacheEviction.ChooseAssets(Assets, 999));
        Assert.Equal(["old", "middle"], CacheEviction.ChooseAssets(Assets, 770));
        Assert.Equal(["old"], CacheEviction.ChooseFiles(Files, 999));
        Assert.Equal(["old", "middle"], CacheEviction.ChooseFiles(Files, 770));
    }

    [Fact]
    public void The_one_used_last_stays_even_when_it_is_too_large_alone()
    {
        Assert.Equal(["old", "middle"], CacheEviction.ChooseAssets(Assets, 1));
        Assert.Empty(CacheEviction.ChooseAssets([("only", 400, 1, false)], 1));
        Assert.Equal(["old", "middle"], CacheEviction.ChooseFiles(Files, 1));
        Assert.Empty(CacheEviction.ChooseFiles([("only", 400, 1)], 1));
    }

    [Fact]
    public void What_is_played_stays_and_with_it_goes_the_claim_of_the_one_used_last()
    {
        (string Name, long Bytes, long LastUse, bool IsPlayed)[] played = [Assets[0], Assets[1] with { IsPlayed = true }, Assets[2]];

        Assert.Equal(["middle"], CacheEviction.ChooseAssets(played, 999));
        Assert.Equal(["middle", "new"], CacheEviction.ChooseAssets(played, 1));
    }
}
