using Vod.Media.Rtcp;
using Vod.Media.Rtp;

namespace Vod.Media.Vectors.Rtp;

/// <summary>
/// RTCP packets put together by hand from the field diagrams of RFC 3550 section 6, RFC 4585 section 6, RFC 5104 section 4.3.1 and
/// draft-alvestrand-rmcat-remb-03 section 2.2. Every packet is read, and written again to the same bytes.
/// </summary>
public sealed class RtcpVectors
{
    private const string SenderReport =
        "81C8000C" // V=2 RC=1, SR, 13 words
        + "00000001" // SSRC of sender
        + "E3F4A1B280000000" // NTP timestamp
        + "00015F90" // RTP timestamp
        + "0000000A" // packet count
        + "00002710" // octet count
        + "00000002" // report block: source
        + "40FFFFFF" // a quarter lost lately, -1 in total
        + "0001FFFE" // extended highest sequence number
        + "00000021" // jitter
        + "A1B28000" // LSR
        + "00010000"; // DLSR, one second

    private const string SourceDescription =
        "81CA0003" // SC=1, SDES, four words
        + "00000001" // chunk: source
        + "0103616263" // CNAME, three bytes, "abc"
        + "000000"; // end of the chunk, to the word

    private const string Goodbye =
        "81CB0003" // SC=1, BYE
        + "00000001"
        + "04646F6E65" // four bytes, "done"
        + "000000";

    private const string ReceiverReport =
        "81C90007" // RC=1, RR, eight words
        + "00000009"
        + "00000001" + "00000005" + "00010003" + "00000000" + "00000000" + "00000000";

    private const string Nack =
        "81CD0004" // FMT=1, RTPFB, five words
        + "00000009" + "00000001" // sender, media source
        + "FFFE8005" // PID 65534, BLP: the 1st, 3rd and 16th after it
        + "10000000"; // PID 4096 alone

    private const string PictureLossIndication = "81CE0002" + "00000009" + "00000001"; // FMT=1, PSFB

    private const string FullIntraRequest =
        "84CE0004" // FMT=4, PSFB
        + "00000009" + "00000000" // the media source field is not used
        + "00000001" + "2A000000"; // command number 42

    private const string Remb =
        "8FCE0005" // FMT=15, PSFB
        + "00000009" + "00000000"
        + "52454D42" // "REMB"
        + "010BD090" // one SSRC, exponent 2, mantissa 0x3D090 = 250000
        + "00000001";

    private static readonly SenderInfo Info = new(new(0xE3F4A1B2_80000000), new(90_000), 10, 10_000);

    private static readonly ReportBlock BlockInSenderReport = new()
    {
        Source = new(2),
        FractionLost = 64,
        CumulativeLost = -1,
        ExtendedHighestSequence = 0x0001FFFE,
        Jitter = 33,
        LastSenderReport = 0xA1B28000,
        DelaySinceLastSenderReport = 65536,
    };

    private static readonly ReportBlock BlockInReceiverReport = new() { Source = new(1), CumulativeLost = 5, ExtendedHighestSequence = 0x10003 };

    [Fact]
    public void A_sender_report_is_read()
    {
        RtcpPacket packet = ReadOnly(SenderReport, RtcpPacketKind.SenderReport);

        Assert.Equal(new Ssrc(1), packet.Sender);
        Assert.True(packet.TryGetSenderInfo(out SenderInfo info));
        Assert.Equal(Info, info);
        ReportBlockReader blocks = packet.ReportBlocks;
        Assert.True(blocks.TryRead(out ReportBlock block));
        Assert.Equal(BlockInSenderReport, block);
        Assert.False(blocks.TryRead(out _));
    }

    [Fact]
    public void A_receiver_report_is_read()
    {
        RtcpPacket packet = ReadOnly(ReceiverReport, RtcpPacketKind.ReceiverReport);

        Assert.Equal(new Ssrc(9), packet.Sender);
        ReportBlockReader blocks = packet.ReportBlocks;
        Assert.True(blocks.TryRead(out ReportBlock block));
        Assert.Equal(BlockInReceiverReport, block);
        Assert.False(packet.TryGetSenderInfo(out _));
    }

    [Fact]
    public void A_source_description_is_read()
    {
        RtcpPacket packet = ReadOnly(SourceDescription, RtcpPacketKind.SourceDescription);

        Assert.Equal(new Ssrc(1), packet.Sender);
        Assert.True(packet.TryGetCanonicalName(out ReadOnlySpan<byte> name));
        Assert.Equal("abc"u8, name);
    }

    [Fact]
    public void A_goodbye_is_read()
    {
        RtcpPacket packet = ReadOnly(Goodbye, RtcpPacketKind.Goodbye);

        Assert.True(packet.TryGetGoodbye(0, out Ssrc source));
        Assert.Equal(new Ssrc(1), source);
        Assert.False(packet.TryGetGoodbye(1, out _));
    }

    [Fact]
    public void A_negative_acknowledgement_names_the_packets_of_its_masks_across_the_wrap()
    {
        RtcpPacket packet = ReadOnly(Nack, RtcpPacketKind.Nack);

        Assert.Equal(new Ssrc(9), packet.Sender);
        Assert.Equal(new Ssrc(1), packet.MediaSource);
        List<ushort> numbers = [];
        NackReader nacks = packet.Nacks;
        while (nacks.TryRead(out SequenceNumber number))
        {
            numbers.Add(number.Value);
        }

        Assert.Equal<ushort>([65534, 65535, 1, 14, 4096], numbers);
    }

    [Fact]
    public void A_picture_loss_indication_is_read()
    {
        RtcpPacket packet = ReadOnly(PictureLossIndication, RtcpPacketKind.PictureLossIndication);

        Assert.Equal(new Ssrc(1), packet.MediaSource);
    }

    [Fact]
    public void A_full_intra_request_is_read()
    {
        FullIntraRequestReader requests = ReadOnly(FullIntraRequest, RtcpPacketKind.FullIntraRequest).FullIntraRequests;

        Assert.True(requests.TryRead(out Ssrc source, out byte command));
        Assert.Equal(new Ssrc(1), source);
        Assert.Equal(42, command);
        Assert.False(requests.TryRead(out _, out _));
    }

    [Fact]
    public void An_estimated_bitrate_is_mantissa_times_two_to_the_exponent()
    {
        Assert.True(ReadOnly(Remb, RtcpPacketKind.ReceiverEstimatedMaxBitrate).TryGetBitrate(out long bitrate));
        Assert.Equal(1_000_000, bitrate);
    }

    [Fact]
    public void Every_packet_is_written_as_it_stands_here()
    {
        byte[] buffer = new byte[512];
        RtcpWriter writer = new(buffer);
        writer.SenderReport(new(1), Info, [BlockInSenderReport]);
        writer.SourceDescription(new(1), "abc"u8);
        writer.Goodbye(new(1), "done"u8);
        writer.ReceiverReport(new(9), [BlockInReceiverReport]);
        writer.Nack(new(9), new(1), [new(65534), new(65535), new(1), new(14), new(4096)]);
        writer.PictureLossIndication(new(9), new(1));
        writer.FullIntraRequest(new(9), new(1), 42);
        writer.ReceiverEstimatedMaxBitrate(new(9), new(1), 1_000_000);

        Assert.Equal(
            SenderReport + SourceDescription + Goodbye + ReceiverReport + Nack + PictureLossIndication + FullIntraRequest + Remb,
            Convert.ToHexString(buffer.AsSpan(0, writer.Size)));
    }

    private static RtcpPacket ReadOnly(string hex, RtcpPacketKind kind)
    {
        RtcpReader reader = new(Convert.FromHexString(hex));
        Assert.True(reader.TryRead(out RtcpPacket packet));
        Assert.Equal(kind, packet.Kind);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(0, reader.Malformed);
        return packet;
    }
}
