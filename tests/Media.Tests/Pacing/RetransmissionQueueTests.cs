using Vod.Media.Pacing;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Pacing;

public sealed class RetransmissionQueueTests
{
    private const long Bitrate = 2_700_000;
    private static readonly MonotonicTime Start = new(1_000_000);
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(50);
    private readonly SendHistory _history = new();
    private readonly RetransmissionQueue _queue;

    public RetransmissionQueueTests()
    {
        _queue = new(_history, new(Bitrate));
        Send(0, SendHistory.Capacity);
    }

    [Fact]
    public void What_was_asked_for_comes_out_in_order_and_once()
    {
        Assert.Equal(RetransmissionOutcome.Accepted, _queue.Request(new(5), Start, RoundTrip));
        Assert.Equal(RetransmissionOutcome.Accepted, _queue.Request(new(3), Start, RoundTrip));
        Assert.Equal(RetransmissionOutcome.TooSoon, _queue.Request(new(5), Start, RoundTrip));
        Assert.Equal(RetransmissionOutcome.NotInHistory, _queue.Request(new(5000), Start, RoundTrip));

        Assert.Equal(2, _queue.Count);
        Assert.True(_queue.TryDequeue(out SequenceNumber first, out SentPacket packet));
        Assert.Equal((new SequenceNumber(5), 5), (first, packet.Packet));
        Assert.True(_queue.TryDequeue(out SequenceNumber second, out _));
        Assert.Equal(new SequenceNumber(3), second);
        Assert.False(_queue.TryDequeue(out _, out _));
    }

    [Fact]
    public void A_packet_that_left_the_history_while_it_waited_is_passed_over()
    {
        _queue.Request(new(0), Start, RoundTrip);
        _queue.Request(new(9), Start, RoundTrip);
        Send(SendHistory.Capacity, 1);

        Assert.True(_queue.TryDequeue(out SequenceNumber number, out _));
        Assert.Equal(new SequenceNumber(9), number);
    }

    [Fact]
    public void A_full_queue_refuses()
    {
        RetransmissionQueue queue = new(_history, new(1_000_000_000));
        for (int i = 0; i < RetransmissionQueue.Capacity; i++)
        {
            Assert.Equal(RetransmissionOutcome.Accepted, queue.Request(new((ushort)i), Start, RoundTrip));
        }

        Assert.Equal(RetransmissionOutcome.QueueFull, queue.Request(new(RetransmissionQueue.Capacity), Start, RoundTrip));
        queue.TryDequeue(out _, out _);
        Assert.Equal(RetransmissionOutcome.Accepted, queue.Request(new(RetransmissionQueue.Capacity), Start, RoundTrip));
        queue.Clear();
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void A_lost_key_frame_can_be_had_again_at_once()
    {
        for (int i = 0; i < 67; i++)
        {
            Assert.Equal(RetransmissionOutcome.Accepted, _queue.Request(new((ushort)i), Start, RoundTrip));
        }
    }

    [Fact]
    public void A_viewer_that_asks_for_everything_all_the_time_gets_its_share_of_bytes()
    {
        long bytes = Demand(TimeSpan.FromSeconds(20), out _);

        Assert.InRange(bytes * 8 / 20.0, Bitrate * RetransmissionLimiter.MaxShare * 0.9, Bitrate * RetransmissionLimiter.MaxShare * 1.1);
    }

    [Fact]
    public void A_viewer_that_asks_for_small_packets_gets_its_share_of_packets()
    {
        Send(SendHistory.Capacity, SendHistory.Capacity);
        RetransmissionLimiter limiter = new(1_000_000_000);
        int taken = 0;
        for (int i = 0; i < 20_000; i++)
        {
            taken += limiter.TryTake(60, Start + (TimeSpan.FromMilliseconds(0.1) * i)) ? 1 : 0;
        }

        // Two seconds, and half a second's burst.
        Assert.InRange(taken, RetransmissionLimiter.MaxPacketsPerSecond * 2.4, RetransmissionLimiter.MaxPacketsPerSecond * 2.5 + 1);
    }

    [Fact]
    public void The_budget_is_full_again_after_a_while_and_never_more_than_full()
    {
        RetransmissionLimiter limiter = new(0);
        int burst = TakeAll(limiter, Start);

        Assert.InRange(burst * 1000, RetransmissionLimiter.MinBitrate / 8 * 0.5 - 1000, RetransmissionLimiter.MinBitrate / 8 * 0.5);
        Assert.Equal(0, TakeAll(limiter, Start));
        Assert.Equal(burst, TakeAll(limiter, Start + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void A_viewer_cannot_have_more_read_again_than_a_burst_of_the_pacer_sends()
    {
        RetransmissionLimiter limiter = new(10_000_000);
        int bytes = 0;
        for (int i = 0; i < 20_000; i++)
        {
            bytes += limiter.TryTakeRead(10_000, Start + (TimeSpan.FromMilliseconds(0.1) * i)) ? 10_000 : 0;
        }

        // Two seconds, and half a second's burst.
        const int Share = 10_000_000 / 8 * RetransmissionLimiter.MaxReadShare;
        Assert.InRange(bytes, Share * 2.4, (Share * 2.5) + 10_000);
    }

    [Fact]
    public void A_key_frame_larger_than_the_budget_may_be_read_again_once_and_is_paid_for()
    {
        RetransmissionLimiter limiter = new(0);
        const int TenSeconds = (int)(RetransmissionLimiter.MinReadBitrate / 8 * 10);

        Assert.True(limiter.TryTakeRead(TenSeconds, Start));
        Assert.False(limiter.TryTakeRead(1, Start + TimeSpan.FromSeconds(9.4)));
        Assert.True(limiter.TryTakeRead(1, Start + TimeSpan.FromSeconds(9.6)));
    }

    [Fact]
    public void Looking_at_the_first_packet_leaves_it_where_it_is()
    {
        _queue.Request(new(5), Start, RoundTrip);

        Assert.True(_queue.TryPeek(out SequenceNumber seen, out SentPacket first));
        Assert.True(_queue.TryDequeue(out SequenceNumber taken, out SentPacket second));

        Assert.Equal((new SequenceNumber(5), first), (seen, second));
        Assert.Equal(seen, taken);
        Assert.False(_queue.TryPeek(out _, out _));
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        Assert.Equal(0, Allocation.Of(() => Demand(TimeSpan.FromMilliseconds(200), out _)));
    }

    private static int TakeAll(RetransmissionLimiter limiter, MonotonicTime now)
    {
        int taken = 0;
        while (limiter.TryTake(1000, now))
        {
            taken++;
        }

        return taken;
    }

    private long Demand(TimeSpan duration, out int packets)
    {
        long bytes = 0;
        packets = 0;
        int next = SendHistory.Capacity;
        for (MonotonicTime now = Start; now < Start + duration; now += TimeSpan.FromMilliseconds(1))
        {
            // The stream goes on, so that there is always something fresh to ask for.
            Send(next++, 1);
            for (int i = 0; i < 50; i++)
            {
                _queue.Request(new SequenceNumber((ushort)(next - 1)) + -i, now, RoundTrip);
            }

            while (_queue.TryDequeue(out _, out _))
            {
                bytes += RtpPacketBudget.MaxDatagram;
                packets++;
            }
        }

        return bytes;
    }

    private void Send(int first, int count)
    {
        _history.BeginFrame(first, new(0), checksum: 0);
        for (int i = first; i < first + count; i++)
        {
            _history.Add(new((ushort)i));
        }
    }
}
