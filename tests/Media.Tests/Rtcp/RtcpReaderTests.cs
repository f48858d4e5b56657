using Vod.Media.Rtcp;
using Vod.Media.Rtp;

namespace Vod.Media.Tests.Rtcp;

public sealed class RtcpReaderTests
{
    private static readonly Ssrc Browser = new(9);
    private static readonly Ssrc Video = new(1);

    [Fact]
    public void A_compound_of_everything_is_read_in_order()
    {
        Assert.Equal(
            (
                "SenderReport ReceiverReport SourceDescription Nack PictureLossIndication FullIntraRequest " +
                "ReceiverEstimatedMaxBitrate Goodbye",
                0),
            Read(Compound()));
    }

    [Fact]
    public void A_datagram_cut_short_anywhere_gives_the_whole_packets_before_the_cut()
    {
        byte[] compound = Compound();
        int[] ends = PacketEnds(compound);
        for (int length = 0; length < compound.Length; length++)
        {
            (string kinds, int malformed) = Read(compound[..length]);
            int whole = ends.Count(end => end <= length);
            Assert.Equal(whole, kinds.Length == 0 ? 0 : kinds.Split(' ').Length);
            Assert.Equal(length == 0 || ends.Contains(length) ? 0 : 1, malformed);
        }
    }

    [Fact]
    public void No_flipped_bit_makes_it_throw()
    {
        byte[] compound = Compound();
        for (int bit = 0; bit < compound.Length * 8; bit++)
        {
            byte[] flipped = [.. compound];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Read(flipped);
        }
    }

    [Fact]
    public void A_packet_that_lies_about_its_blocks_is_skipped_and_counted()
    {
        byte[] buffer = new byte[64];
        RtcpWriter writer = new(buffer);
        writer.ReceiverReport(Browser, [default]);
        writer.PictureLossIndication(Browser, Video);
        buffer[0] |= 0x1F;

        Assert.Equal(("PictureLossIndication", 1), Read(buffer[..writer.Size]));
    }

    [Theory]
    [InlineData("80D60000", "Unknown")] // a type nobody has
    [InlineData("82CE000200000009" + "00000001", "Unknown")] // slice loss indication
    [InlineData("8FCE000400000009" + "00000000" + "4142434400000000", "Unknown")] // application layer feedback that is not REMB
    [InlineData("8FCD000500000009" + "00000001" + "000000010000000000010000", "TransportFeedback")]
    public void Types_we_have_no_use_for_are_passed_over(string hex, string kind)
    {
        Assert.Equal((kind + " PictureLossIndication", 0), Read(Convert.FromHexString(hex + "81CE0002" + "00000009" + "00000001")));
    }

    [Theory]
    [InlineData("81CB0001" + "00000001", "Goodbye", 0)] // without padding
    [InlineData("A1CB0002" + "00000001" + "00000004", "Goodbye", 0)]
    [InlineData("A1CB0002" + "00000001" + "00000000", "", 1)] // zero
    [InlineData("A1CB0002" + "00000001" + "00000003", "", 1)] // not a multiple of four
    [InlineData("A1CB0002" + "00000001" + "00000008", "", 1)] // all of it: no room for the source
    [InlineData("A1CB0002" + "00000001" + "0000000C", "", 1)] // more than there is
    [InlineData("A1CB0002" + "00000001" + "00000004" + "81CB0001" + "00000001", "", 1)] // not the last packet
    public void Padding_must_fit_and_be_at_the_end(string hex, string kinds, int malformed)
    {
        Assert.Equal((kinds, malformed), Read(Convert.FromHexString(hex)));
    }

    [Fact]
    public void A_negative_acknowledgement_is_read_up_to_its_limit()
    {
        byte[] datagram = new byte[1400];
        RtcpWriter writer = new(datagram);
        SequenceNumber[] numbers = [.. Enumerable.Range(0, 5000).Select(i => new SequenceNumber((ushort)i))];
        writer.Nack(Browser, Video, numbers);
        RtcpReader reader = new(datagram.AsSpan(0, writer.Size));
        Assert.True(reader.TryRead(out RtcpPacket packet));

        int count = 0;
        NackReader nacks = packet.Nacks;
        while (nacks.TryRead(out SequenceNumber number))
        {
            Assert.Equal(count, number.Value);
            count++;
        }

        Assert.Equal(NackReader.MaxSequenceNumbers, count);
    }

    [Fact]
    public void Asking_a_packet_for_what_another_kind_carries_gives_nothing()
    {
        RtcpReader reader = new(Convert.FromHexString("81C90007" + string.Concat(Enumerable.Repeat("00000001", 7))));
        Assert.True(reader.TryRead(out RtcpPacket packet));

        NackReader nacks = packet.Nacks;
        FullIntraRequestReader requests = packet.FullIntraRequests;
        Assert.False(nacks.TryRead(out _));
        Assert.False(requests.TryRead(out _, out _));
        Assert.False(packet.TryGetBitrate(out _));
        Assert.False(packet.TryGetSenderInfo(out _));
        Assert.False(packet.TryGetGoodbye(0, out _));
        Assert.False(packet.TryGetCanonicalName(out _));
        Assert.Equal(default, packet.MediaSource);
        Assert.False(packet.PacketStatuses.TryRead(out _));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(262_143L)]
    [InlineData(1_000_000L)]
    [InlineData(2_500_000_000L)]
    public void A_bitrate_survives_but_for_the_bits_below_its_first_eighteen(long bitrate)
    {
        byte[] buffer = new byte[24];
        RtcpWriter writer = new(buffer);
        writer.ReceiverEstimatedMaxBitrate(Browser, Video, bitrate);
        RtcpReader reader = new(buffer);

        Assert.True(reader.TryRead(out RtcpPacket packet));
        Assert.True(packet.TryGetBitrate(out long read));
        Assert.InRange(read, bitrate - (bitrate >> 17), bitrate);
    }

    [Fact]
    public void A_bitrate_beyond_all_bounds_is_the_largest_number()
    {
        RtcpReader reader = new(Convert.FromHexString("8FCE0004" + "00000009" + "00000000" + "52454D42" + "01FFFFFF"));

        Assert.True(reader.TryRead(out RtcpPacket packet));
        Assert.True(packet.TryGetBitrate(out long bitrate));
        Assert.Equal(long.MaxValue, bitrate);
    }

    [Theory]
    [InlineData("81CA0002" + "00000001" + "01054142", false)] // longer than the packet
    [InlineData("81CA0002" + "00000001" + "02014100", false)] // another item, then the end
    [InlineData("81CA0003" + "00000001" + "020141" + "0101420000", true)]
    [InlineData("80CA0000", false)] // no chunk
    public void A_canonical_name_is_found_among_the_items(string hex, bool found)
    {
        RtcpReader reader = new(Convert.FromHexString(hex));

        Assert.True(reader.TryRead(out RtcpPacket packet));
        Assert.Equal(found, packet.TryGetCanonicalName(out ReadOnlySpan<byte> name));
        Assert.Equal(found ? "42" : string.Empty, Convert.ToHexString(name));
    }

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        byte[] compound = Compound();
        byte[] buffer = new byte[compound.Length];

        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                ReadAll(compound);
                WriteAll(buffer);
            }
        }));
    }

    private static byte[] Compound()
    {
        byte[] buffer = new byte[512];
        return buffer[..WriteAll(buffer)];
    }

    private static int WriteAll(Span<byte> buffer)
    {
        RtcpWriter writer = new(buffer);
        writer.SenderReport(Browser, new(new(1), new(2), 3, 4), [new() { Source = Video }, new() { Source = Video }]);
        writer.ReceiverReport(Browser, [new() { Source = Video, CumulativeLost = int.MaxValue }]);
        writer.SourceDescription(Browser, "name"u8);
        writer.Nack(Browser, Video, [new(65535), new(3), new(40)]);
        writer.PictureLossIndication(Browser, Video);
        writer.FullIntraRequest(Browser, Video, 1);
        writer.ReceiverEstimatedMaxBitrate(Browser, Video, 123_456_789);
        writer.Goodbye(Browser, "bye"u8);
        return writer.Size;
    }

    private static int[] PacketEnds(byte[] compound)
    {
        List<int> ends = [];
        for (int at = 0; at < compound.Length; at = ends[^1])
        {
            ends.Add(at + (((compound[at + 2] << 8) + compound[at + 3] + 1) * 4));
        }

        return [.. ends];
    }

    private static (string Kinds, int Malformed) Read(byte[] datagram)
    {
        List<RtcpPacketKind> kinds = [];
        RtcpReader reader = new(datagram);
        while (reader.TryRead(out RtcpPacket packet))
        {
            kinds.Add(packet.Kind);
            ReadContents(packet);
        }

        return (string.Join(' ', kinds), reader.Malformed);
    }

    private static void ReadAll(ReadOnlySpan<byte> datagram)
    {
        RtcpReader reader = new(datagram);
        while (reader.TryRead(out RtcpPacket packet))
        {
            ReadContents(packet);
        }
    }

    private static void ReadContents(RtcpPacket packet)
    {
        ReportBlockReader blocks = packet.ReportBlocks;
        while (blocks.TryRead(out _))
        {
        }

        NackReader nacks = packet.Nacks;
        while (nacks.TryRead(out _))
        {
        }

        FullIntraRequestReader requests = packet.FullIntraRequests;
        while (requests.TryRead(out _, out _))
        {
        }

        packet.TryGetSenderInfo(out _);
        packet.TryGetBitrate(out _);
        packet.TryGetCanonicalName(out _);
        for (int i = 0; packet.TryGetGoodbye(i, out _); i++)
        {
        }
    }
}
