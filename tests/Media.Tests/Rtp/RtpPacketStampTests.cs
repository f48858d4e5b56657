using Vod.Media.Rtp;

namespace Vod.Media.Tests.Rtp;

public sealed class RtpPacketStampTests
{
    private static readonly RtpHeader Header = new(new PayloadType(102), Marker: true, new SequenceNumber(7), new RtpTimestamp(9), new Ssrc(3));
    private static readonly RtxStream Rtx = new(new PayloadType(103), new Ssrc(4), new SequenceNumber(8));

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(0, 0, 2)]
    [InlineData(0, 3, 2)]
    [InlineData(4, 3, 2)]
    [InlineData(4, 0, 0)]
    [InlineData(0, 0, 0)]
    public void A_stamped_packet_is_the_one_that_would_have_been_written_so(byte mid, byte sequence, byte time)
    {
        RtpExtensionIds ids = new(mid, sequence, time);
        byte[] expected = new byte[100];
        byte[] stamped = new byte[100];
        int length = RtpPacketWriter.WriteHeader(
            Header, new RtpExtensionValues { Ids = ids, Mid = "video"u8, TransportSequence = 0xABCD, AbsSendTime = new(0x123456) }, expected);
        RtpPacketWriter.WriteHeader(Header, new RtpExtensionValues { Ids = ids, Mid = "video"u8 }, stamped);

        RtpPacketStamp.Write(stamped.AsSpan(0, length), ids, 0xABCD, new(0x123456));

        Assert.Equal(expected, stamped);
    }

    [Fact]
    public void Padding_is_a_packet_of_the_retransmission_stream_without_payload()
    {
        byte[] packet = new byte[RtpPadding.MaxPacket];
        packet.AsSpan().Fill(0xFF);

        int length = RtpPadding.Write(Rtx, new RtpTimestamp(9), new(0, 3, 0), packet);

        Assert.True(RtpHeader.TryParse(packet.AsSpan(0, length), out RtpHeader header));
        Assert.Equal((103, 4u, 8, 9u, false), (header.PayloadType.Value, header.Ssrc.Value, header.SequenceNumber.Value, header.Timestamp.Value, header.Marker));
        Assert.True(header.TryGetPayload(packet.AsSpan(0, length), out ReadOnlySpan<byte> payload));
        Assert.True(payload.IsEmpty);
        Assert.Equal(header.Size + RtpPadding.Size, length);
        Assert.All(packet[header.Size..(length - 1)], value => Assert.Equal(0, value));
    }
}
