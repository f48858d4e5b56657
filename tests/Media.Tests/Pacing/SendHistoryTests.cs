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
    public void The_packets_of_a_picture_are_twenty_bytes()
    {
        Assert.Equal(20, Unsafe.SizeOf<SentFrame>());
        Assert.Equal(20, SentFrame.Size);
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

        Assert.Equal(new SentPacket(10, new(1000), 1, 10, 2), Find(65535));
        Assert.Equal(new SentPacket(11, new(1100), 1, 11, 4), Find(1));
        Assert.False(_history.TryGet(new(65533), out _));
        Assert.False(_history.TryGet(new(2), out _));
        Assert.False(_history.TryGet(new(32770), out _));
        Assert.Equal(4, _history.Count);
    }

    [Fact]
    public void An_empty_history_finds_nothing()
    {
        Assert.False(_history.TryGet(new(0), out _));
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
    public void A_picture_that_was_given_up_has_only_what_was_sent_of_it()
    {
        Add(new(0), sampleIndex: 1, packets: 3);
        _history.BeginFrame(2, new(200), checksum: 2);
        Add(new(3), sampleIndex: 3, packets: 2);

        Assert.Equal(1, Find(2).Picture);
        Assert.Equal((3, 0), (Find(3).Picture, Find(3).Packet));
    }

    [Theory]
    [InlineData(40_000)]
    [InlineData((1 << 16) + 10)]
    public void Packets_of_a_picture_of_half_the_number_space_are_never_mistaken_for_others(int packets)
    {
        Add(new(0), sampleIndex: 1, packets: 40_000);
        SequenceNumber first = new(40_000);
        Add(first, sampleIndex: 2, packets);

        for (int place = packets - SendHistory.Capacity; place < packets; place++)
        {
            Assert.True(!_history.TryGet(first + place, out SentPacket packet) || (packet.Picture, packet.Packet) == (2, place), $"{packet} for {place}");
        }

        Add(first + packets, sampleIndex: 3, packets: 5);
        Assert.Equal((3L, 4), (Find((first + packets + 4).Value).Picture, Find((first + packets + 4).Value).Packet));
        Assert.False(_history.TryGet(first + packets + -1, out _));
        for (int i = 0; i <= SendHistory.FrameCapacity; i++)
        {
            Add(first + packets + 5 + i, sampleIndex: 4 + i, packets: 1);
        }

        Assert.Equal(SendHistory.FrameCapacity, _history.Count);
    }

    [Fact]
    public void A_number_that_comes_round_again_is_another_packet()
    {
        Add(new(7), sampleIndex: 1, packets: 1);
        uint before = Find(7).Ordinal;
        for (int i = 1; i <= 1 << 16; i++)
        {
            Add(new((ushort)(7 + i)), sampleIndex: i, packets: 1);
        }

        Assert.Equal(before + (1 << 16), Find(7).Ordinal);
    }

    private SentPacket Find(ushort number)
    {
        Assert.True(_history.TryGet(new(number), out SentPacket packet));
        return packet;
    }

    private void Add(SequenceNumber first, int sampleIndex, int packets)
    {
        _history.BeginFrame(sampleIndex, new((uint)sampleIndex * 100), checksum: (uint)sampleIndex);
        for (int i = 0; i < packets; i++)
        {
            _history.Add(first + i);
        }
    }
}
