using Vod.Media.Rtp;

namespace Vod.Media.Tests.Rtp;

public sealed class RtpHeaderTests
{
    // Two contributing sources, an extension of two words, no payload.
    private static readonly byte[] Header = Convert.FromHexString(
        "9260000A00000064000000010000000200000003" + "BEDE0002" + "1030411234000000");

    [Fact]
    public void A_header_cut_short_anywhere_is_refused()
    {
        Assert.True(RtpHeader.TryParse(Header, out _));
        for (int length = 0; length < Header.Length; length++)
        {
            Assert.False(RtpHeader.TryParse(Header.AsSpan(0, length), out _), $"{length} bytes");
        }
    }

    [Theory]
    [InlineData(0x12)]
    [InlineData(0x52)]
    [InlineData(0xD2)]
    public void Another_version_is_refused(byte firstByte)
    {
        byte[] packet = [.. Header];
        packet[0] = firstByte;

        Assert.False(RtpHeader.TryParse(packet, out _));
    }

    [Fact]
    public void An_extension_that_reaches_beyond_the_packet_is_refused()
    {
        byte[] packet = [.. Header];
        packet[23] = 3;
        Assert.False(RtpHeader.TryParse(packet, out _));
        packet[22] = 0xFF;
        Assert.False(RtpHeader.TryParse(packet, out _));
    }

    [Fact]
    public void More_contributing_sources_than_the_packet_holds_are_refused()
    {
        byte[] packet = [.. Header];
        packet[0] |= 0x0F;

        Assert.False(RtpHeader.TryParse(packet, out _));
    }

    [Theory]
    [InlineData("", false, 0)]
    [InlineData("00", false, 0)]
    [InlineData("AA02", true, 0)]
    [InlineData("AA03", false, 0)]
    [InlineData("AABB0002", true, 2)]
    public void Padding_is_stripped_only_when_it_fits(string payloadAndPadding, bool isValid, int payloadSize)
    {
        byte[] packet = [.. Header, .. Convert.FromHexString(payloadAndPadding)];
        packet[0] |= 0x20;

        Assert.True(RtpHeader.TryParse(packet, out RtpHeader header));
        Assert.Equal(isValid, header.TryGetPayload(packet, out ReadOnlySpan<byte> payload));
        Assert.Equal(payloadSize, payload.Length);
    }

    [Theory]
    [InlineData("1F")] // sixteen bytes announced, none there
    [InlineData("F0AA")] // id 15 ends the walk
    [InlineData("03AABBCCDD")] // id 0 with a length
    public void A_broken_one_byte_element_ends_the_walk(string tail)
    {
        RtpExtensionReader elements = new(RtpExtensionReader.OneByteProfile, [0x20, 0x55, .. Convert.FromHexString(tail), 0x30, 0x66]);

        Assert.True(elements.TryRead(out byte id, out _));
        Assert.Equal(2, id);
        Assert.False(elements.TryRead(out _, out _));
        Assert.False(elements.TryRead(out _, out _));
    }

    [Fact]
    public void An_extension_of_an_unknown_profile_has_no_elements()
    {
        RtpExtensionReader elements = new(0x1234, [0x10, 0x55, 0, 0]);

        Assert.False(elements.TryRead(out _, out _));
    }
}
