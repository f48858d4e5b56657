using Vod.Media.Peer;
using Vod.Media.Publish.Reception;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Publish.Reception;

public sealed class OrderedReceptionTests : IPayloadReceiver
{
    private readonly List<string> _taken = []; // numbers, those after a gap with a star
    private readonly PeerCounters _counters = new();
    private readonly OrderedReception _order;

    public OrderedReceptionTests()
    {
        _order = new OrderedReception(ReceptionLimits.Picture, asks: true, this, _counters);
        _order.Begin(Number(0), followsGap: false);
    }

    [Fact]
    public void What_comes_in_order_is_handed_on_at_once_and_never_kept()
    {
        for (int i = 0; i < 3000; i++)
        {
            Handle(i, i);
        }

        Assert.Equal(3000, _taken.Count);
        Assert.Equal(0, _order.Buffer.AllocatedBytes);
    }

    [Fact]
    public void What_comes_early_waits_for_what_is_late()
    {
        Handle(0, 0);
        Handle(2, 1);
        Handle(3, 2);
        Assert.Equal(["0"], _taken);
        Handle(1, 3);
        Assert.Equal(["0", "1", "2", "3"], _taken);
        Assert.Equal(0, _order.Buffer.Held);
        Assert.Equal(0, _counters.RepairedPackets);
    }

    [Fact]
    public void Copies_are_dropped()
    {
        Handle(0, 0);
        Handle(2, 1);
        Handle(2, 2);
        Handle(0, 2);
        Handle(1, 3);
        Handle(1, 4);

        Assert.Equal(["0", "1", "2"], _taken);
        Assert.Equal(3, _counters.DropsFor(PeerDropReason.TooLate));
    }

    [Fact]
    public void What_does_not_come_is_given_up_in_time()
    {
        Handle(0, 0);
        Handle(3, 10);
        Handle(5, 500);

        Assert.Equal(At(1010), _order.NextTimeout);
        _order.HandleTimeout(At(1009));
        Assert.Equal(["0"], _taken);
        _order.HandleTimeout(At(1010));
        Assert.Equal(["0", "3*"], _taken);
        _order.HandleTimeout(At(1500));
        Assert.Equal(["0", "3*", "5*"], _taken);
        Assert.Equal(3, _counters.LostPackets);

        // Too late.
        Handle(4, 1600);
        Handle(6, 1600);
        Assert.Equal(["0", "3*", "5*", "6"], _taken);
    }

    [Fact]
    public void A_repetition_fills_its_gap()
    {
        Handle(0, 0);
        Handle(2, 10);
        Assert.Equal(1, _order.Missing.TakeDue(new SequenceNumber[10], At(20)));
        Assert.True(_order.TryRepair(Number(1), default, marker: false, [0, 1], At(100)));

        Assert.Equal(["0", "1", "2"], _taken);
        Assert.Equal(1, _counters.RepairedPackets);
        Assert.False(_order.TryRepair(Number(1), default, marker: false, [0, 1], At(101)));
        Assert.False(_order.TryRepair(Number(7), default, marker: false, [0, 7], At(101)));
        Assert.Equal(3, _taken.Count);
        Assert.Equal(0, _counters.DropsFor(PeerDropReason.TooLate));
    }

    [Fact]
    public void A_loss_that_is_too_large_to_be_asked_for_is_given_up_at_once()
    {
        Handle(0, 0);
        Handle(MissingPackets.Max + 1, 1);
        Assert.Equal(["0"], _taken);
        Assert.Equal(MissingPackets.Max, _order.Missing.Count);

        Handle(MissingPackets.Max + 3, 2);
        Assert.Equal(["0", $"{MissingPackets.Max + 3}*"], _taken);
        Assert.Equal(0, _order.Missing.Count);
        Assert.Equal(0, _order.Buffer.Held);
        Assert.Equal(MissingPackets.Max + 1, _counters.LostPackets);
    }

    [Fact]
    public void A_stream_that_runs_on_over_a_gap_keeps_no_more_than_there_is_room_for()
    {
        Handle(0, 0);
        for (int i = 2; i < 20_000; i++)
        {
            Handle(i, 1);
        }

        Assert.InRange(_order.Buffer.AllocatedBytes, 1, ReceptionLimits.Picture.Capacity * ReorderBuffer.MaxPayload);
        Assert.StartsWith("0 1025*", string.Join(' ', _taken.Take(2)), StringComparison.Ordinal);
        Assert.Equal("19999", _taken[^1]);
    }

    [Fact]
    public void Whatever_the_order_each_packet_is_handed_on_once_and_in_its_turn()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            _taken.Clear();
            _order.Begin(Number(0), followsGap: false);
            Handle(0, 0);
            foreach (int number in Enumerable.Range(1, 400).OrderBy(number => number + (random.NextDouble() * 60)))
            {
                Handle(number, number);
                Handle(number, number);
            }

            Assert.Equal(Enumerable.Range(0, 401).Select(number => $"{number}"), _taken);
        }
    }

    void IPayloadReceiver.Take(in ReceivedPayload payload, MonotonicTime now) =>
        _taken.Add($"{(payload.Bytes[0] << 8) | payload.Bytes[1]}{(payload.FollowsGap ? "*" : "")}");

    void IPayloadReceiver.Restart()
    {
    }

    private static MonotonicTime At(int milliseconds) => MonotonicTime.Zero + TimeSpan.FromMilliseconds(milliseconds);

    private static ExtendedSequenceNumber Number(int number) => new((long)number);

    private void Handle(int number, int at) => _order.Handle(Number(number), new RtpTimestamp(0), marker: false, [(byte)(number >> 8), (byte)number], At(at));
}
