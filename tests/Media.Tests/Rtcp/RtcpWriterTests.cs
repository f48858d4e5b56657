using Vod.Media.Rtcp;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.Rtcp;

public sealed class RtcpWriterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(255)]
    public void Texts_of_any_length_end_on_a_word_and_come_back(int length)
    {
        byte[] text = [.. Enumerable.Repeat((byte)'x', length)];
        byte[] buffer = new byte[1024];
        buffer.AsSpan().Fill(0xEE);
        RtcpWriter writer = new(buffer);
        writer.SourceDescription(new(1), text);
        writer.Goodbye(new(1), text);

        Assert.Equal(0, writer.Size % 4);
        RtcpReader reader = new(buffer.AsSpan(0, writer.Size));
        Assert.True(reader.TryRead(out RtcpPacket description));
        Assert.True(description.TryGetCanonicalName(out ReadOnlySpan<byte> name));
        Assert.Equal(text, name.ToArray());
        Assert.True(reader.TryRead(out RtcpPacket goodbye));
        Assert.Equal(RtcpPacketKind.Goodbye, goodbye.Kind);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(0, reader.Malformed);
    }

    [Fact]
    public void The_end_of_a_name_is_marked_even_when_it_fills_its_word()
    {
        byte[] buffer = new byte[16];
        RtcpWriter writer = new(buffer);

        // Two bytes of item header and two of name: without a zero word of its own the next chunk would be read as an item.
        writer.SourceDescription(new(1), "ab"u8);

        Assert.Equal("81CA0003" + "00000001" + "01026162" + "00000000", Convert.ToHexString(buffer));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0x7FFFFF)]
    [InlineData(-0x800000)]
    public void Losses_are_signed(int lost)
    {
        Assert.Equal(lost, WriteAndRead(new() { CumulativeLost = lost }).CumulativeLost);
    }

    [Fact]
    public void Losses_stick_at_their_ends()
    {
        Assert.Equal(0x7FFFFF, WriteAndRead(new() { CumulativeLost = 0x800000 }).CumulativeLost);
        Assert.Equal(-0x800000, WriteAndRead(new() { CumulativeLost = int.MinValue }).CumulativeLost);
    }

    [Fact]
    public void More_than_the_count_bits_can_say_is_a_bug_of_the_caller()
    {
        byte[] buffer = new byte[2048];

        Assert.Throws<ArgumentOutOfRangeException>(
            () => new RtcpWriter(buffer).ReceiverReport(new(1), new ReportBlock[RtcpFormat.MaxCount + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new RtcpWriter(buffer).Goodbye(new(1), new byte[RtcpFormat.MaxTextSize + 1]));
    }

    private static ReportBlock WriteAndRead(ReportBlock block)
    {
        byte[] buffer = new byte[32];
        RtcpWriter writer = new(buffer);
        writer.ReceiverReport(new Ssrc(1), [block]);
        RtcpReader reader = new(buffer);
        Assert.True(reader.TryRead(out RtcpPacket packet));
        ReportBlockReader blocks = packet.ReportBlocks;
        Assert.True(blocks.TryRead(out ReportBlock read));
        return read;
    }
}
