using Vod.Media.Rtp;

namespace Vod.Media.Tests.Rtp;

public sealed class RtpPacketWriterTests
{
    private static readonly RtpHeader Header = new(new(96), true, new(7), new(8), new(9));

    [Fact]
    public void What_is_written_is_read()
    {
        byte[] packet = new byte[RtpPacketBudget.MaxHeader + 3];
        RtpExtensionValues values = new() { Ids = new(1, 2, 3), Mid = "0"u8, TransportSequence = 500, AbsSendTime = new(0xABCDEF) };

        int size = RtpPacketWriter.WriteHeader(Header, values, packet);

        Assert.True(RtpHeader.TryParse(packet, out RtpHeader read));
        Assert.Equal(size, read.Size);
        Assert.Equal((Header.PayloadType, Header.Marker, Header.SequenceNumber), (read.PayloadType, read.Marker, read.SequenceNumber));
        Assert.Equal((Header.Timestamp, Header.Ssrc), (read.Timestamp, read.Ssrc));
        Assert.Equal(["1:30", "2:01F4", "3:ABCDEF"], Elements(read, packet));
    }

    [Theory]
    [InlineData(1, 0, 0, "mid", 12 + 4 + 4)]
    [InlineData(0, 1, 0, "mid", 12 + 4 + 4)]
    [InlineData(0, 0, 1, "mid", 12 + 4 + 4)]
    [InlineData(1, 2, 3, "mid", 12 + 4 + 12)]
    [InlineData(0, 0, 0, "mid", 12)]
    [InlineData(1, 0, 0, "", 12)]
    [InlineData(1, 0, 0, "seventeen bytes..", 12)]
    [InlineData(15, 16, 255, "mid", 12)]
    [InlineData(14, 13, 12, "sixteen bytes ..", RtpPacketBudget.MaxHeader)]
    public void Only_what_the_one_byte_form_can_say_is_written(byte mid, byte transport, byte sendTime, string name, int expected)
    {
        byte[] packet = new byte[RtpPacketBudget.MaxHeader];
        RtpExtensionValues values = new()
        {
            Ids = new(mid, transport, sendTime),
            Mid = System.Text.Encoding.UTF8.GetBytes(name),
        };

        Assert.Equal(expected, RtpPacketWriter.HeaderSize(values));
        Assert.Equal(expected, RtpPacketWriter.WriteHeader(Header, values, packet));
        Assert.True(RtpHeader.TryParse(packet.AsSpan(0, expected), out _));
    }

    [Fact]
    public void A_full_retransmission_with_the_largest_header_and_tag_fits_the_datagram()
    {
        byte[] packet = new byte[RtpPacketBudget.MaxDatagram];
        RtpExtensionValues values = new() { Ids = new(1, 2, 3), Mid = "sixteen bytes .."u8 };

        int size = RtxPacket.WriteHeader(Header, new(new(97), new(10), new(0)), values, packet);

        Assert.Equal(RtpPacketBudget.MaxDatagram, size + RtpPacketBudget.MaxPayload + RtpPacketBudget.MaxAuthenticationTag);
    }

    [Fact]
    public void A_retransmission_carries_the_original_number_and_payload_on_its_own_stream()
    {
        byte[] packet = new byte[64];
        RtxStream stream = new(new(97), new(10), new(65535));

        int size = RtxPacket.WriteHeader(Header, stream, default, packet);
        packet[size++] = 0xAA;

        Assert.True(RtpHeader.TryParse(packet.AsSpan(0, size), out RtpHeader read));
        Assert.Equal((stream.PayloadType, stream.Ssrc, stream.SequenceNumber), (read.PayloadType, read.Ssrc, read.SequenceNumber));
        Assert.Equal((Header.Marker, Header.Timestamp), (read.Marker, read.Timestamp));
        Assert.True(read.TryGetPayload(packet.AsSpan(0, size), out ReadOnlySpan<byte> payload));
        Assert.True(RtxPacket.TryParse(payload, out SequenceNumber original, out ReadOnlySpan<byte> originalPayload));
        Assert.Equal(Header.SequenceNumber, original);
        Assert.Equal("AA", Convert.ToHexString(originalPayload));
        Assert.Equal(new SequenceNumber(0), stream.Advance().SequenceNumber);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_retransmission_too_short_for_the_original_number_is_refused(int length, bool isValid)
    {
        Assert.Equal(isValid, RtxPacket.TryParse(new byte[length], out _, out _));
    }

    [Fact]
    public void Writing_ten_thousand_packets_allocates_nothing()
    {
        byte[] packet = new byte[RtpPacketBudget.MaxDatagram];
        byte[] mid = [(byte)'0'];

        Assert.Equal(0, Allocation.Of(() => Write(2000, packet, mid)));
    }

    private static void Write(int count, byte[] packet, byte[] mid)
    {
        for (int i = 0; i < count; i++)
        {
            RtpExtensionValues values = new() { Ids = new(1, 2, 3), Mid = mid, TransportSequence = (ushort)i, AbsSendTime = new((uint)i) };
            RtpHeader header = Header with { SequenceNumber = Header.SequenceNumber + i };
            RtpPacketWriter.WriteHeader(header, values, packet);
            Assert.True(RtpHeader.TryParse(packet, out RtpHeader parsed));
            RtpExtensionReader elements = parsed.ReadExtensions(packet);
            while (elements.TryRead(out _, out _))
            {
            }
        }
    }

    private static string[] Elements(RtpHeader header, byte[] packet)
    {
        List<string> found = [];
        RtpExtensionReader elements = header.ReadExtensions(packet);
        while (elements.TryRead(out byte id, out ReadOnlySpan<byte> data))
        {
            found.Add($"{id}:{Convert.ToHexString(data)}");
        }

        return [.. found];
    }
}
