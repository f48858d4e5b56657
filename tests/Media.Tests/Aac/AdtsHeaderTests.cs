using Vod.Media.Aac;

namespace Vod.Media.Tests.Aac;

/// <summary>The expected headers are FFmpeg's, for the first frame of the same streams.</summary>
public sealed class AdtsHeaderTests
{
    [Theory]
    [InlineData("1210", 338, "FFF150802B3FFC")]
    [InlineData("1188", 219, "FFF14C401C5FFC")]
    [InlineData("11B0", 370, "FFF14D802F3FFC")]
    [InlineData("1588", 571, "FFF16C40485FFC")]
    public void The_header_is_the_one_FFmpeg_writes(string config, int payloadLength, string expected) =>
        Assert.Equal(expected, Write(config, payloadLength));

    [Fact]
    public void Under_band_replication_the_header_tells_the_core() =>
        Assert.Equal(Write("1390", 100), Write("2B920800", 100));

    [Fact]
    public void The_frame_length_has_13_bits_with_the_header()
    {
        Assert.Equal("FFF15083FFFFFC", Write("1210", AdtsHeader.MaxPayloadLength));
        Assert.Null(Write("1210", AdtsHeader.MaxPayloadLength + 1));
        Assert.Equal("FFF1508000FFFC", Write("1210", 0));
        Assert.Null(Write("1210", -1));
    }

    [Theory]
    [InlineData("118004C400002000000000")] // channels by a program config element
    [InlineData("178055F010")] // 44000 Hz
    [InlineData("1214")] // 960 samples
    [InlineData("8A10")] // error resilient
    public void What_ADTS_cannot_say_is_not_written(string config) => Assert.Null(Write(config, 100));

    [Fact]
    public void Nothing_is_written_into_too_little_space()
    {
        Assert.True(AudioSpecificConfig.TryParse([0x12, 0x10], out AudioSpecificConfig? config));
        Assert.False(AdtsHeader.TryWrite(new byte[AdtsHeader.Length - 1], config, 10));
    }

    private static string? Write(string hex, int payloadLength)
    {
        Assert.True(AudioSpecificConfig.TryParse(Convert.FromHexString(hex), out AudioSpecificConfig? config));
        byte[] header = new byte[AdtsHeader.Length];
        return AdtsHeader.TryWrite(header, config, payloadLength) ? Convert.ToHexString(header) : null;
    }
}
