using System.Runtime.CompilerServices;
using Vod.Media.Pacing;
using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Pacing;

public sealed class SendHistoryTests
{
    private static readonly MonotonicTime Now = new(987_654_321);
    private readonly SendHistory _history = new();

    [Fact]
    public void A_descriptor_is_sixteen_bytes()
    {
        Assert.Equal(16, Unsafe.SizeOf<SentPacketDescriptor>());
        Assert.Equal(16, SentPacketDescriptor.Size);
    }

    [Fact]
    public void One_negative_acknowledgement_can_name_all_it_holds()
    {
        Assert.Equal(SendHistory.Capacity, NackReader.MaxSequenceNumbers);
    }

    [Fact]
    public void Packets_are_found_with_their_frame_across_the_wrap()
    {
        Add(new(65534), sampleIndex: 10, packets: 2);
        Add(new(0), sampleIndex: 11, packets: 2);

        Assert.Equal(new SentPacket(10, new(1000), Cut(65535)), Find(65535));
        Assert.Equal(new SentPacket(11, new(1100), Cut(1)), Find(1));
        Assert.False(_history.TryGet(new(65533), out _));
        Assert.False(_history.TryGet(new(2), out _));
        Assert.False(_history.TryGet(new(32770), out _));
        Assert.Equal(4, _history.Count);
    }

    [Fact]
    public void An_empty_history_finds_nothing()
    {
        Assert.False(_history.TryGet(new(0), out _));
        Assert.Equal(RetransmissionOutcome.NotInHistory, _history.CheckRetransmission(new(0), Now, default));
    }

    [Fact]
    public void Only_the_last_packets_are_kept()
    {
        Add(new(0), sampleIndex: 1, packets: SendHistory.Capacity + 1);

        Assert.Equal(SendHistory.Capacity, _history.Count);
        Assert.False(_history.TryGet(new(0), out _));
        Assert.True(_history.TryGet(new(1), out _));
        Assert.True(_history.TryGet(new(SendHistory.Capacity), out _));
    }

    [Fact]
    public void Only_the_last_frames_are_kept()
    {
        for (int i = 0; i <= SendHistory.FrameCapacity; i++)
        {
            Add(new((ushort)i), sampleIndex: i, packets: 1);
        }

        Assert.False(_history.TryGet(new(0), out _));
        Assert.Equal(1, Find(1).Picture);
        Assert.Equal(SendHistory.FrameCapacity, Find(SendHistory.FrameCapacity).Picture);
    }

    [Fact]
    public void A_jump_in_the_numbers_starts_anew()
    {
        Add(new(100), sampleIndex: 1, packets: 5);
        Add(new(200), sampleIndex: 2, packets: 1);

        Assert.Equal(1, _history.Count);
        Assert.False(_history.TryGet(new(104), out _));
        Assert.True(_history.TryGet(new(200), out _));
    }

    [Fact]
    public void A_packet_is_not_sent_again_within_a_round_trip()
    {
        Add(new(7), sampleIndex: 1, packets: 1);
        TimeSpan roundTrip = TimeSpan.FromMilliseconds(80);

        Assert.Equal(RetransmissionOutcome.Accepted, _history.CheckRetransmission(new(7), Now, roundTrip));
        _history.MarkRetransmission(new(7), Now);

        Assert.Equal(RetransmissionOutcome.TooSoon, _history.CheckRetransmission(new(7), Now + TimeSpan.FromMilliseconds(79), roundTrip));
        Assert.Equal(RetransmissionOutcome.Accepted, _history.CheckRetransmission(new(7), Now + TimeSpan.FromMilliseconds(80), roundTrip));
    }

    [Fact]
    public void Without_a_known_round_trip_the_shortest_interval_holds()
    {
        Add(new(7), sampleIndex: 1, packets: 1);
        _history.MarkRetransmission(new(7), Now);

        Assert.Equal(RetransmissionOutcome.TooSoon, _history.CheckRetransmission(new(7), Now + TimeSpan.FromMilliseconds(19), default));
        Assert.Equal(RetransmissionOutcome.Accepted, _history.CheckRetransmission(new(7), Now + TimeSpan.FromMilliseconds(20), default));
    }

    [Fact]
    public void A_packet_is_sent_again_only_so_often_and_its_successor_in_the_slot_starts_at_zero()
    {
        Add(new(0), sampleIndex: 1, packets: SendHistory.Capacity);
        MonotonicTime now = Now;
        for (int i = 0; i < SendHistory.MaxRetransmissionsPerPacket; i++)
        {
            Assert.Equal(RetransmissionOutcome.Accepted, _history.CheckRetransmission(new(0), now, default));
            _history.MarkRetransmission(new(0), now);
            now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(RetransmissionOutcome.TooOften, _history.CheckRetransmission(new(0), now, default));
        Add(new(SendHistory.Capacity), sampleIndex: 2, packets: 1);
        Assert.Equal(RetransmissionOutcome.NotInHistory, _history.CheckRetransmission(new(0), now, default));
        Assert.Equal(RetransmissionOutcome.Accepted, _history.CheckRetransmission(new(SendHistory.Capacity), now, default));
    }

    private static PacketCut Cut(ushort number) => new(PacketCutKind.Copy, number, number);

    private SentPacket Find(ushort number)
    {
        Assert.True(_history.TryGet(new(number), out SentPacket packet));
        return packet;
    }

    private void Add(SequenceNumber first, int sampleIndex, int packets)
    {
        _history.BeginFrame(sampleIndex, new((uint)sampleIndex * 100));
        for (int i = 0; i < packets; i++)
        {
            _history.Add(first + i, Cut((first + i).Value));
        }
    }
}
