using Vod.Media.Bandwidth;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Bandwidth;

public sealed class ArrivalGroupsTests
{
    private readonly ArrivalGroups _groups = new();

    [Fact]
    public void Packets_that_leave_together_are_one_group()
    {
        Assert.Null(Add(0, 100));
        Assert.Null(Add(2, 103));
        Assert.Null(Add(5, 106));
        Assert.Null(Add(20, 122));
        Assert.Null(Add(22, 123));

        // From the last of the first group to the last of the second.
        Assert.Equal((17, 17), Add(40, 150));
    }

    [Fact]
    public void Packets_held_back_and_delivered_at_once_are_one_group()
    {
        Add(0, 100);
        Add(10, 110);
        Assert.Equal((10, 10), Add(20, 160));
        Assert.Null(Add(30, 160.5));
        Assert.Null(Add(40, 161));
        Assert.Equal((30, 51), Add(60, 180));
    }

    [Fact]
    public void A_packet_sent_before_the_group_is_passed_over()
    {
        Add(0, 100);
        Add(10, 110);
        Assert.Null(Add(9, 111));
        Assert.Equal((10, 10), Add(20, 120));
    }

    [Fact]
    public void A_step_of_the_clock_begins_anew()
    {
        Add(0, 100);
        Add(10, 110);
        Assert.Null(Add(20, 90_000));
        Assert.Null(Add(30, 90_010));
        Assert.Equal((10, 10), Add(40, 90_020));
    }

    private (double Sent, double Arrived)? Add(double sent, double arrived) =>
        _groups.TryAdd(new MonotonicTime((long)(sent * TimeSpan.TicksPerMillisecond)), TimeSpan.FromMilliseconds(arrived), out GroupDelta delta)
            ? (delta.Sent.TotalMilliseconds, delta.Arrived.TotalMilliseconds)
            : null;
}
