using Vod.Media.Bandwidth;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Bandwidth;

public sealed class RateControlTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(50);
    private static readonly Throughput Busy = new(2_000_000, 1_000_000, 1_000_000);
    private readonly RateControl _rate = new();
    private MonotonicTime _now = new(1);

    [Fact]
    public void Nothing_is_known_before_the_first_overuse()
    {
        Update(PathUsage.Normal, Busy);
        Update(PathUsage.Underuse, Busy);
        Assert.Null(_rate.Bitrate);

        Update(PathUsage.Overuse, new(0, 0, 0));
        Assert.Null(_rate.Bitrate);
    }

    [Fact]
    public void Overuse_leaves_a_share_of_what_got_through()
    {
        Update(PathUsage.Overuse, Busy);
        Assert.Equal(850_000, _rate.Bitrate);
        Assert.Equal(_now, _rate.DecreasedAt);
    }

    [Fact]
    public void One_reaction_is_waited_for_unless_far_less_gets_through()
    {
        Update(PathUsage.Overuse, Busy);
        Update(PathUsage.Overuse, Busy with { ReceivedLately = 800_000 }, TimeSpan.FromMilliseconds(20));
        Assert.Equal(850_000, _rate.Bitrate);

        Update(PathUsage.Overuse, Busy with { ReceivedLately = 400_000 }, TimeSpan.FromMilliseconds(20));
        Assert.Equal(340_000, _rate.Bitrate);

        Update(PathUsage.Overuse, Busy with { ReceivedLately = 380_000 }, TimeSpan.FromMilliseconds(60));
        Assert.Equal(323_000, _rate.Bitrate);
    }

    [Fact]
    public void A_sender_with_little_to_send_does_not_take_that_for_the_path()
    {
        Update(PathUsage.Overuse, Busy);
        Update(PathUsage.Overuse, new(200_000, 200_000, 200_000), TimeSpan.FromSeconds(1));

        Assert.Equal(722_500, _rate.Bitrate);
    }

    [Fact]
    public void It_grows_slowly_near_the_capacity_and_no_further_than_what_is_received_allows()
    {
        Update(PathUsage.Overuse, Busy);
        Update(PathUsage.Normal, Busy, TimeSpan.FromSeconds(1));

        // A packet per round trip and 100 ms.
        Assert.InRange(_rate.Bitrate!.Value, 850_000 + 63_000, 850_000 + 65_000);
        for (int i = 0; i < 100; i++)
        {
            Update(PathUsage.Normal, Busy with { Received = 600_000 }, TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_rate.Bitrate.Value, 910_000, 915_000);
    }

    [Fact]
    public void It_grows_by_a_share_once_the_capacity_is_known_to_be_wrong()
    {
        Update(PathUsage.Overuse, Busy);
        _rate.Raise(2_000_000);
        Assert.Equal(2_000_000, _rate.Bitrate);
        Update(PathUsage.Normal, new(2_000_000, 2_000_000, 2_000_000), TimeSpan.FromSeconds(1));

        Assert.InRange(_rate.Bitrate!.Value, 2_150_000, 2_170_000);
    }

    [Fact]
    public void A_draining_queue_is_waited_for()
    {
        Update(PathUsage.Overuse, Busy);
        Update(PathUsage.Underuse, Busy, TimeSpan.FromSeconds(1));
        Assert.Equal(850_000, _rate.Bitrate);
    }

    [Fact]
    public void No_path_is_taken_for_slower_than_the_least()
    {
        Update(PathUsage.Overuse, new(100_000, 10_000, 10_000));
        Assert.Equal(RateControl.MinBitrate, _rate.Bitrate);
    }

    private void Update(PathUsage usage, in Throughput throughput, TimeSpan later = default)
    {
        _now += later;
        _rate.Update(usage, throughput, RoundTrip, _now);
    }
}
