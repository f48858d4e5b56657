using Vod.Media.Peer;
using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Peer;

public sealed class AudioSenderTests
{
    private static readonly TimeSpan Packet = TimeSpan.FromMilliseconds(20);
    private static readonly MonotonicTime Start = new(1_000_000);
    private static readonly RtpStream Stream = new(new PayloadType(111), new Ssrc(7), new SequenceNumber(ushort.MaxValue), new RtpTimestamp(uint.MaxValue));
    private readonly PlaybackClock _clock = new();
    private readonly ScriptedSource _source = new();
    private readonly AudioSender _sender;
    private readonly byte[] _buffer = new byte[1500];

    public AudioSenderTests()
    {
        _sender = new AudioSender(_source, Stream, _clock, loop: null);
        _clock.Start(Start);
    }

    [Fact]
    public void A_packet_goes_every_20_ms_with_numbers_and_times_that_wrap()
    {
        for (int i = 0; i < 3; i++)
        {
            RtpHeader header = Send(Start + (Packet * i));

            Assert.Equal(unchecked((ushort)(ushort.MaxValue + i)), header.SequenceNumber.Value);
            Assert.Equal(unchecked(uint.MaxValue + ((uint)i * IOpusSource.TicksPerPacket)), header.Timestamp.Value);
            Assert.Equal(Start + (Packet * (i + 1)), _sender.NextSendTime(Start + (Packet * i)));
            AssertNothing(Start + (Packet * i));
        }
    }

    [Fact]
    public void Silence_is_not_sent_and_takes_no_number()
    {
        _source.Packets[1] = [];
        Send(Start);

        RtpHeader header = Send(Start + (Packet * 2));

        Assert.Equal(0, header.SequenceNumber.Value);
        Assert.Equal(unchecked(uint.MaxValue + (2 * IOpusSource.TicksPerPacket)), header.Timestamp.Value);
    }

    [Fact]
    public void A_packet_that_is_late_is_waited_for_and_then_skipped()
    {
        _source.Packets[0] = null;
        AssertNothing(Start);
        AssertNothing(Start + AudioSender.MaxLateness - TimeSpan.FromTicks(1));
        Assert.InRange(_sender.NextSendTime(Start) - Start, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10));
        Assert.Equal(0, _sender.Skipped);

        Send(Start + AudioSender.MaxLateness);

        Assert.Equal(1, _sender.Skipped);
    }

    [Fact]
    public void A_packet_that_is_late_is_asked_for_again_but_once()
    {
        _source.Packets[0] = null;

        for (int i = 0; i < 10; i++)
        {
            AssertNothing(Start + TimeSpan.FromMilliseconds(i));
        }

        Assert.Equal([0], _source.Asked);
    }

    [Fact]
    public void Sound_that_has_failed_is_not_waited_for()
    {
        _source.Packets[0] = null;
        Assert.False(_sender.IsReady);
        MediaFailure failure = new(MediaFault.Unmakeable, "noise");
        _source.Failure = failure;

        Assert.True(_sender.IsReady);
        Assert.Same(failure, _sender.Broken);
        AssertNothing(Start);
        Assert.Equal(1, _sender.Skipped);
        Assert.Null(_sender.Broken);
        Assert.Equal(Start + Packet, _sender.NextSendTime(Start));
    }

    [Fact]
    public void A_packet_too_large_for_a_datagram_is_left_out()
    {
        _source.Packets[0] = new byte[RtpPacketBudget.MaxPayload + 1];

        AssertNothing(Start);

        Assert.Equal(Start + Packet, _sender.NextSendTime(Start));
    }

    [Fact]
    public void After_the_last_packet_nothing_is_due()
    {
        for (int i = 0; i < _source.PacketCount; i++)
        {
            Assert.False(_sender.IsFinished);
            Send(Start + (Packet * i));
        }

        Assert.True(_sender.IsFinished);
        Assert.Null(_sender.Broken);
        Assert.True(_sender.NextSendTime(Start).IsNever);
        AssertNothing(Start + TimeSpan.FromHours(1));
    }

    [Fact]
    public void The_packets_of_a_run_are_as_long_as_the_longest_but_for_the_last()
    {
        ReadOnlySpan<int> sizes = [200, 180, 240, 190, 170];
        for (int i = 0; i < sizes.Length; i++)
        {
            _source.Packets[i] = [.. Enumerable.Range(1, sizes[i]).Select(static n => (byte)n)];
        }

        int[] lengths = new int[sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            Assert.True(_sender.TryWritePacket(_buffer, Start, Start + (Packet * 4), isRun: true, out UnprotectedPacket packet));
            lengths[i] = packet.Payload.Length;
            byte[] datagram = [.. _buffer.AsSpan(0, packet.HeaderLength), .. packet.Payload];
            Assert.True(RtpHeader.TryParse(datagram, out RtpHeader header));
            Assert.Equal(i is 0 or 1 or 3, header.HasPadding);
            Assert.Equal(sizes[i], packet.Payload.Length - (header.HasPadding ? datagram[^1] : 0));
            Assert.True(packet.Payload[..sizes[i]].SequenceEqual(_source.Packets[i]));
        }

        Assert.Equal([240, 240, 240, 240, 170], lengths);
        Assert.Equal((5, 980), ((int)_sender.Statistics.Packets, (int)_sender.Statistics.Octets));
    }

    [Theory]
    [InlineData(100, 100 + AudioSender.MaxPadding + 1)]
    [InlineData(AudioSender.MaxPaddedSize - 10, AudioSender.MaxPaddedSize + 1)]
    public void What_would_be_filled_up_by_much_or_is_long_is_left_as_it_is(int first, int second)
    {
        (_source.Packets[0], _source.Packets[1]) = (new byte[first], new byte[second]);

        Assert.True(_sender.TryWritePacket(_buffer, Start, Start + Packet, isRun: true, out UnprotectedPacket packet));

        Assert.Equal(first, packet.Payload.Length);
    }

    private RtpHeader Send(MonotonicTime now)
    {
        Assert.True(_sender.TryWritePacket(_buffer, now, now, isRun: false, out UnprotectedPacket packet));
        Assert.True(RtpHeader.TryParse(_buffer.AsSpan(0, packet.Length), out RtpHeader header));
        return header;
    }

    private void AssertNothing(MonotonicTime now) => Assert.False(_sender.TryWritePacket(_buffer, now, now, isRun: false, out _));

    private sealed class ScriptedSource : IOpusSource
    {
        /// <summary>Null: not made yet; empty: silence.</summary>
        public byte[]?[] Packets { get; } = [[1], [2], [3], [4], [5]];

        public List<int> Asked { get; } = [];

        public int PacketCount => Packets.Length;

        public MediaFailure? Failure { get; set; }

        public bool TryGetPacket(int index, out ReadOnlyMemory<byte> packet)
        {
            packet = Packets[index];
            return Packets[index] is not null;
        }

        public void RequestAhead(int index) => Asked.Add(index);
    }
}
