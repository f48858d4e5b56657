using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Vectors.Rtp;

/// <summary>
/// RFC 3550, RFC 8285 and RFC 4588 print no packets, so these are put together by hand from their field diagrams; each line
/// of hexadecimal digits names the field it is.
/// </summary>
public sealed class RtpVectors
{
    // RFC 3550 section 5.1, every optional part present.
    private static readonly byte[] EverythingPresent = Convert.FromHexString(
        "B2" // V=2 P=1 X=1 CC=2
        + "E0" // M=1 PT=96
        + "FFFE" // sequence number
        + "DEADBEEF" // timestamp
        + "01020304" // SSRC
        + "0A0A0A0A0B0B0B0B" // CSRC list
        + "BEDE0002" // section 5.3.1 and RFC 8285 section 4.2: one-byte form, two words
        + "1030" // id 1, one byte "0"
        + "311234" // id 3, two bytes
        + "000000" // padding to the word
        + "AABBCC" // payload
        + "00000004"); // four bytes of padding, the last one counts them

    [Fact]
    public void A_header_with_all_optional_parts_reads_as_RFC_3550_section_5_1_draws_it()
    {
        Assert.True(RtpHeader.TryParse(EverythingPresent, out RtpHeader header));

        Assert.Equal(new PayloadType(96), header.PayloadType);
        Assert.True(header.Marker);
        Assert.Equal(new SequenceNumber(0xFFFE), header.SequenceNumber);
        Assert.Equal(new RtpTimestamp(0xDEADBEEF), header.Timestamp);
        Assert.Equal(new Ssrc(0x01020304), header.Ssrc);
        Assert.Equal(2, header.CsrcCount);
        Assert.Equal(0xBEDE, header.ExtensionProfile);
        Assert.Equal(8, header.ExtensionSize);
        Assert.Equal(12 + 8 + 4 + 8, header.Size);
        Assert.True(header.TryGetPayload(EverythingPresent, out ReadOnlySpan<byte> payload));
        Assert.Equal("AABBCC", Convert.ToHexString(payload));
    }

    [Fact]
    public void The_elements_of_a_one_byte_extension_read_as_RFC_8285_section_4_2_draws_them()
    {
        Assert.True(RtpHeader.TryParse(EverythingPresent, out RtpHeader header));
        RtpExtensionReader elements = header.ReadExtensions(EverythingPresent);

        Assert.True(elements.TryRead(out byte mid, out ReadOnlySpan<byte> name));
        Assert.Equal(1, mid);
        Assert.Equal("0"u8, name);
        Assert.True(elements.TryRead(out byte transport, out ReadOnlySpan<byte> number));
        Assert.Equal(3, transport);
        Assert.Equal("1234", Convert.ToHexString(number));
        Assert.False(elements.TryRead(out _, out _));
    }

    [Fact]
    public void A_two_byte_extension_reads_as_RFC_8285_section_4_3_draws_it()
    {
        byte[] data = Convert.FromHexString(
            "0100" // id 1, no data
            + "00" // padding
            + "0F024142"); // id 15 is an id like any other in this form, two bytes
        RtpExtensionReader elements = new(0x1000, data);

        Assert.True(elements.TryRead(out byte first, out ReadOnlySpan<byte> empty));
        Assert.Equal(1, first);
        Assert.True(empty.IsEmpty);
        Assert.True(elements.TryRead(out byte second, out ReadOnlySpan<byte> text));
        Assert.Equal(15, second);
        Assert.Equal("AB"u8, text);
        Assert.False(elements.TryRead(out _, out _));
    }

    [Fact]
    public void A_header_without_extensions_is_twelve_bytes()
    {
        byte[] packet = new byte[12];
        RtpHeader header = new(new(111), false, new(1), new(0x00000960), new(0xCAFEBABE));

        int size = RtpPacketWriter.WriteHeader(header, default, packet);

        Assert.Equal(12, size);
        Assert.Equal("806F0001" + "00000960" + "CAFEBABE", Convert.ToHexString(packet));
    }

    [Fact]
    public void A_header_with_all_our_extensions_is_laid_out_by_RFC_8285()
    {
        byte[] packet = new byte[RtpPacketBudget.MaxHeader];
        packet.AsSpan().Fill(0x55);
        RtpHeader header = new(new(102), true, new(0x1234), new(90_000), new(7));
        RtpExtensionValues extensions = new()
        {
            Ids = new(Mid: 4, TransportSequence: 3, AbsSendTime: 2),
            Mid = "video"u8,
            TransportSequence = 0xABCD,
            AbsSendTime = new(0x010203),
        };

        int size = RtpPacketWriter.WriteHeader(header, extensions, packet);

        Assert.Equal(
            "90E61234" + "00015F90" + "00000007" // X=1, M=1 PT=102
            + "BEDE0004" // four words: 6 + 3 + 4 bytes of elements and three of padding
            + "44766964656F" // id 4, length 5 - 1, "video"
            + "31ABCD" // id 3, length 2 - 1
            + "22010203" // id 2, length 3 - 1
            + "000000",
            Convert.ToHexString(packet.AsSpan(0, size)));
        Assert.Equal(size, RtpPacketWriter.HeaderSize(extensions));
    }

    [Fact]
    public void Absolute_send_time_is_six_bits_of_seconds_and_eighteen_of_fraction()
    {
        // 65.75 s: the seconds wrap at 64, three quarters are 0x30000 of 2^18.
        NtpTime time = new((65UL << 32) | 0xC000_0000);

        Assert.Equal(new AbsSendTime((1 << 18) | 0x30000), AbsSendTime.From(time));
    }

    [Fact]
    public void A_retransmission_is_the_original_payload_behind_its_number_as_RFC_4588_section_4_draws_it()
    {
        RtpHeader original = new(new(102), true, new(0xFFFF), new(0x11223344), new(7));
        byte[] packet = new byte[64];

        int size = RtxPacket.WriteHeader(original, new RtxStream(new(103), new(8), new(2)), default, packet);

        Assert.Equal(
            "80E70002" // the retransmission stream's payload type and number, the original marker
            + "11223344" // the original timestamp
            + "00000008" // the retransmission stream's SSRC
            + "FFFF", // OSN
            Convert.ToHexString(packet.AsSpan(0, size)));
    }
}
