using Vod.Media.Bandwidth;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Bandwidth;

public sealed class StandingQueueTests
{
    private readonly StandingQueue _queue = new();
    private MonotonicTime _now = new(5_000_000);

    [Fact]
    public void A_queue_is_what_every_packet_of_a_message_waits_over_the_least()
    {
        Message(50, 60);
        Assert.Equal(0, _queue.Delay.TotalMilliseconds);
        Message(250, 130, 400);
        Assert.Equal(80, _queue.Delay.TotalMilliseconds);
        Message(55);
        Assert.Equal(5, _queue.Delay.TotalMilliseconds);
    }

    [Fact]
    public void A_path_that_has_become_longer_is_got_used_to()
    {
        Message(50);
        int seconds = 0;
        do
        {
            Message(150);
            seconds++;
        }
        while (_queue.Delay > TimeSpan.Zero && seconds < 100);

        Assert.InRange(seconds, 30, 62);
    }

    [Fact]
    public void A_message_without_arrivals_changes_nothing()
    {
        Message(50);
        Message(90);
        Message();
        Assert.Equal(40, _queue.Delay.TotalMilliseconds);
    }

    private void Message(params double[] delays)
    {
        _now += TimeSpan.FromSeconds(1);
        foreach (double delay in delays)
        {
            _queue.Add(_now, TimeSpan.FromTicks(_now.Ticks) + TimeSpan.FromHours(3) + TimeSpan.FromMilliseconds(delay));
        }

        _queue.EndMessage(_now);
    }
}
