using Vod.Media.Rtcp;

namespace Vod.Media.Tests.Rtcp;

public sealed class TransportFeedbackReaderTests
{
    [Fact]
    public void A_run_of_received_packets_adds_up_their_deltas() =>
        Assert.Equal("7@260 8@261 9@516", Read("0007 0003 000001 00" + "2003" + "04 01 FF"));

    [Fact]
    public void A_run_of_lost_packets_has_no_deltas() => Assert.Equal("7- 8- 9-", Read("0007 0003 000001 00" + "0003"));

    [Fact]
    public void A_vector_of_single_bits_begins_with_its_highest() =>
        Assert.Equal("65535@1 0- 1@3", Read("FFFF 0003 000000 00" + "A800" + "01 02"));

    [Fact]
    public void A_vector_of_pairs_carries_large_and_negative_deltas() =>
        Assert.Equal("1@4 2- 3@1004 4@1002", Read("0001 0004 000000 00" + "D280" + "04 03E8 FFFE"));

    [Fact]
    public void Chunks_of_all_kinds_follow_one_another()
    {
        // Seven pairs, fourteen bits and a run, of which the count leaves one.
        string vector = "0000 0016 000000 00" + "D555" + "BFFF" + "2005" + string.Concat(Enumerable.Repeat("01", 22));

        Assert.Equal(string.Join(' ', Enumerable.Range(0, 22).Select(i => $"{i}@{i + 1}")), Read(vector));
    }

    [Fact]
    public void A_negative_delta_before_the_reference_wraps_into_the_range() =>
        Assert.Equal($"1@{TransportFeedbackReader.ArrivalRange - 2}", Read("0001 0001 000000 00" + "4001" + "FFFE"));

    [Fact]
    public void Padding_behind_the_deltas_is_passed_over() => Assert.Equal("7@1", Read("0007 0001 000000 00" + "2001" + "01" + "000000"));

    [Theory]
    [InlineData("0007 0000 000000 00")] // names nobody
    [InlineData("0007 0001 000000")] // no message count
    [InlineData("0007 0001 000000 00")] // no chunk
    [InlineData("0007 0001 000000 00 20")] // half a chunk
    [InlineData("0007 0001 000000 00 0000 0000")] // chunks of nothing
    [InlineData("0007 0001 000000 00 2001")] // no delta
    [InlineData("0007 0001 000000 00 4001 00")] // half a delta
    [InlineData("0007 0002 000000 00 2001 01")] // fewer symbols than packets
    [InlineData("0007 0001 000000 00 6001 01010101")] // the reserved symbol in a run
    [InlineData("0007 0007 000000 00 C003 01010101")] // the reserved symbol in a vector
    public void What_is_not_whole_is_not_opened(string contents) => Assert.False(TransportFeedbackReader.TryOpen(Bytes(contents), out _));

    [Fact]
    public void A_symbol_behind_the_last_packet_does_not_matter() => Assert.Equal("7-", Read("0007 0001 000000 00 C003"));

    [Fact]
    public void A_short_message_that_names_many_packets_gives_no_more_than_the_limit()
    {
        byte[] contents = Bytes("0000 FFFF 000000 00" + string.Concat(Enumerable.Repeat("1FFF", 9)));
        Assert.True(TransportFeedbackReader.TryOpen(contents, out TransportFeedbackReader reader));

        int count = 0;
        while (reader.TryRead(out _))
        {
            count++;
        }

        Assert.Equal(TransportFeedbackReader.MaxPackets, count);
    }

    [Fact]
    public void A_broken_message_is_skipped_and_counted()
    {
        byte[] datagram = Bytes("8FCD0005 00000009 00000001 0007 0001 000000 00 2002 0101" + "81CE0002 00000009 00000001");
        datagram[15] = 9;
        RtcpReader reader = new(datagram);

        Assert.True(reader.TryRead(out RtcpPacket packet));
        Assert.Equal(RtcpPacketKind.PictureLossIndication, packet.Kind);
        Assert.Equal(1, reader.Malformed);
    }

    [Fact]
    public void A_message_is_found_in_its_datagram()
    {
        RtcpReader reader = new(Bytes("8FCD0005 00000009 00000001 0007 0002 000001 2A 2002 0101"));

        Assert.True(reader.TryRead(out RtcpPacket packet));
        Assert.Equal("7@257 8@258", Read(packet.PacketStatuses));
        Assert.Equal(0, reader.Malformed);
    }

    [Theory]
    [InlineData("AFCD0005 00000009 00000001 0007 0001 000001 2A 2001 01 01", "7@257")]
    [InlineData("AFCD0006 00000009 00000001 0007 0003 000001 2A 2003 010101 000003", "7@257 8@258 9@259")]
    public void Padding_to_the_word_is_that_of_libwebrtc(string message, string expected)
    {
        // Twice in one datagram: each is padded by itself.
        byte[] one = Bytes(message);
        one[3] = (byte)((one.Length / 4) - 1);
        RtcpReader reader = new([.. one, .. one]);

        Assert.True(reader.TryRead(out RtcpPacket packet));
        Assert.Equal(expected, Read(packet.PacketStatuses));
        Assert.True(reader.TryRead(out packet));
        Assert.Equal(expected, Read(packet.PacketStatuses));
        Assert.Equal(0, reader.Malformed);
    }

    private static string Read(string contents)
    {
        Assert.True(TransportFeedbackReader.TryOpen(Bytes(contents), out TransportFeedbackReader reader));
        return Read(reader);
    }

    private static string Read(TransportFeedbackReader reader)
    {
        List<string> read = [];
        while (reader.TryRead(out PacketStatus status))
        {
            read.Add(status.IsReceived ? $"{status.Number}@{status.Arrival}" : $"{status.Number}-");
        }

        return string.Join(' ', read);
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));
}
