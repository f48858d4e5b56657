using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_up_to_a_limit_and_are_spread()
    {
        Backoff backoff = new(new Random(1));
        for (int failures = 1; failures < 100; failures++)
        {
            TimeSpan full = failures < 7 ? Backoff.First * Math.Pow(2, failures - 1) : Backoff.Longest;
            TimeSpan most = full < Backoff.Longest ? full : Backoff.Longest;
            TimeSpan[] waits = [.. Enumerable.Range(0, 20).Select(_ => backoff.After(failures))];

            Assert.All(waits, wait => Assert.InRange(wait, most / 2, most));
            Assert.True(waits.Distinct().Count() > 10);
        }
    }
}
