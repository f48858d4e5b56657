using Microsoft.Extensions.Time.Testing;
using Vod.Api.Wcs;

namespace Vod.Api.Tests.Wcs;

public sealed class TokenBucketTests
{
    [Fact]
    public void A_burst_passes_and_then_the_rate_decides()
    {
        FakeTimeProvider time = new();
        TokenBucket bucket = new(rate: 2, burst: 3, time);
        Assert.Equal([true, true, true, false], Take(bucket, 4));
        time.Advance(TimeSpan.FromSeconds(0.4));
        Assert.False(bucket.TryTake());
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([true, false], Take(bucket, 2));
    }

    [Fact]
    public void A_long_rest_saves_up_no_more_than_the_burst()
    {
        FakeTimeProvider time = new();
        TokenBucket bucket = new(rate: 2, burst: 3, time);
        Take(bucket, 3);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal([true, true, true, false], Take(bucket, 4));
    }

    private static bool[] Take(TokenBucket bucket, int count) => [.. Enumerable.Range(0, count).Select(_ => bucket.TryTake())];
}
