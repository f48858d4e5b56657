using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Tests.Storage.Objects;

public sealed class StoreThrottleTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private readonly StoreThrottle _throttle = new(16, TimeSpan.FromSeconds(10), new Backoff(new Random(1)));

    [Fact]
    public void A_quarter_is_kept_for_what_somebody_waits_for()
    {
        Assert.Equal((16, 12), (_throttle.Limit, _throttle.LimitAhead));
        Assert.Equal(1, new StoreThrottle(1, default, new Backoff(new Random(1))).LimitAhead);
        Assert.Equal(1, new StoreThrottle(2, default, new Backoff(new Random(1))).LimitAhead);
    }

    [Fact]
    public void A_refusal_halves_what_is_asked_at_once_and_success_brings_it_back()
    {
        _throttle.Refused(Start, retryAfter: null);
        Assert.Equal(8, _throttle.Limit);
        Assert.InRange(_throttle.NotBefore - Start, Backoff.First / 2, Backoff.First);

        for (int i = 0; i < 20; i++)
        {
            _throttle.Succeeded();
        }

        Assert.Equal(16, _throttle.Limit);
    }

    [Fact]
    public void Those_that_were_refused_together_count_as_one()
    {
        for (int i = 0; i < 16; i++)
        {
            _throttle.Refused(Start, TimeSpan.FromSeconds(3));
        }

        Assert.Equal(8, _throttle.Limit);
        Assert.Equal(Start + TimeSpan.FromSeconds(3), _throttle.NotBefore);
    }

    [Fact]
    public void At_least_one_is_always_asked()
    {
        DateTimeOffset now = Start;
        for (int i = 0; i < 100; i++)
        {
            _throttle.Refused(now, TimeSpan.FromDays(1));
            Assert.Equal(now + TimeSpan.FromSeconds(10), _throttle.NotBefore);
            now = _throttle.NotBefore;
        }

        Assert.Equal((1, 1), (_throttle.Limit, _throttle.LimitAhead));
    }
}
