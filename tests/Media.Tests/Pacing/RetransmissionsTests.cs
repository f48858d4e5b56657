using Vod.Media.Pacing;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Pacing;

public sealed class RetransmissionsTests
{
    private static readonly MonotonicTime Now = new(987_654_321);
    private readonly Retransmissions _sent = new();

    [Fact]
    public void A_packet_is_not_sent_again_within_a_round_trip()
    {
        TimeSpan roundTrip = TimeSpan.FromMilliseconds(80);
        Assert.Equal(RetransmissionOutcome.Accepted, _sent.Check(7, Now, roundTrip));
        _sent.Mark(7, Now);

        Assert.Equal(RetransmissionOutcome.TooSoon, _sent.Check(7, Now + TimeSpan.FromMilliseconds(79), roundTrip));
        Assert.Equal(RetransmissionOutcome.Accepted, _sent.Check(7, Now + TimeSpan.FromMilliseconds(80), roundTrip));
        Assert.Equal(RetransmissionOutcome.Accepted, _sent.Check(8, Now, roundTrip));
    }

    [Fact]
    public void Without_a_known_round_trip_the_shortest_interval_holds()
    {
        _sent.Mark(7, Now);

        Assert.Equal(RetransmissionOutcome.TooSoon, _sent.Check(7, Now + TimeSpan.FromMilliseconds(19), default));
        Assert.Equal(RetransmissionOutcome.Accepted, _sent.Check(7, Now + TimeSpan.FromMilliseconds(20), default));
    }

    [Fact]
    public void A_packet_is_sent_again_only_so_often()
    {
        MonotonicTime now = Now;
        for (int i = 0; i < Retransmissions.MaxPerPacket; i++)
        {
            Assert.Equal(RetransmissionOutcome.Accepted, _sent.Check(0, now, default));
            _sent.Mark(0, now);
            now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(RetransmissionOutcome.TooOften, _sent.Check(0, now, default));
        Assert.Equal(RetransmissionOutcome.Accepted, _sent.Check(1 << 16, now, default));
    }

    [Fact]
    public void The_oldest_is_forgotten_first()
    {
        for (uint i = 0; i <= Retransmissions.Capacity; i++)
        {
            _sent.Mark(i, Now);
        }

        Assert.Equal(RetransmissionOutcome.Accepted, _sent.Check(0, Now, default));
        Assert.Equal(RetransmissionOutcome.TooSoon, _sent.Check(1, Now, default));
        Assert.Equal(RetransmissionOutcome.TooSoon, _sent.Check(Retransmissions.Capacity, Now, default));
    }
}
