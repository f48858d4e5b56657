using Vod.Media.Peer;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Peer;

public sealed class SendStretchTests
{
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(0x8000_0000u)]
    [InlineData(uint.MaxValue)]
    public void Stretches_follow_each_other_and_are_as_long_as_the_lead(uint ssrc)
    {
        MonotonicTime begin = SendStretch.EndOf(new MonotonicTime(123_456_789), Lead, new Ssrc(ssrc));

        Assert.Equal(begin + Lead, SendStretch.EndOf(begin, Lead, new Ssrc(ssrc)));
        Assert.Equal(begin + Lead, SendStretch.EndOf(begin + Lead - TimeSpan.FromTicks(1), Lead, new Ssrc(ssrc)));
        Assert.Equal(begin, SendStretch.EndOf(begin - TimeSpan.FromTicks(1), Lead, new Ssrc(ssrc)));
    }

    [Fact]
    public void Those_of_many_viewers_begin_at_all_times()
    {
        Random random = new(1);
        MonotonicTime now = new(987_654_321);

        int[] byTenth = new int[10];
        for (int i = 0; i < 3000; i++)
        {
            byTenth[(SendStretch.EndOf(now, Lead, new Ssrc((uint)random.NextInt64(1L << 32))) - now - TimeSpan.FromTicks(1)).Ticks * 10 / Lead.Ticks]++;
        }

        Assert.All(byTenth, static count => Assert.InRange(count, 230, 370));
    }
}
