using Vod.Media.Aac;

namespace Vod.Media.Tests.Aac;

public sealed class AudioSpecificConfigTests
{
    [Theory]
    [InlineData("1210", 44100, 2, 2)]
    [InlineData("1190", 48000, 2, 2)]
    [InlineData("1188", 48000, 1, 1)]
    [InlineData("11B0", 48000, 6, 6)]
    [InlineData("1588", 8000, 1, 1)]
    [InlineData("10 38", 96000, 7, 8)]
    public void Low_complexity_is_told_in_two_bytes(string hex, int frequency, int channelConfiguration, int channels)
    {
        AudioSpecificConfig config = Parse(hex);

        Assert.Equal(AudioObjectType.LowComplexity, config.ObjectType);
        Assert.Equal((frequency, 1024), (config.SamplingFrequency, config.FrameLength));
        Assert.Equal((channelConfiguration, channels), (config.ChannelConfiguration, config.ChannelCount));
        Assert.False(config.HasSpectralBandReplication);
        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(config.Raw.Span));
    }

    [Fact]
    public void FFmpeg_says_explicitly_that_there_is_no_band_replication()
    {
        // As written by FFmpeg's encoder: the extension's sync word, type 5, flag 0.
        AudioSpecificConfig config = Parse("121056E500");

        Assert.Equal((44100, false, 0), (config.SamplingFrequency, config.HasSpectralBandReplication, config.ExtensionSamplingFrequency));
    }

    [Fact]
    public void High_efficiency_in_front_is_explicit()
    {
        // 00101 0111 0010 0100 00010 000: SBR, core 22050 Hz, stereo, output 44100 Hz, low complexity below.
        AudioSpecificConfig config = Parse("2B920800");

        Assert.Equal(AudioObjectType.LowComplexity, config.ObjectType);
        Assert.Equal((22050, 44100, 2), (config.SamplingFrequency, config.ExtensionSamplingFrequency, config.ChannelCount));
        Assert.True(config.HasSpectralBandReplication);
        Assert.False(config.HasParametricStereo);
    }

    [Fact]
    public void High_efficiency_version_2_has_parametric_stereo_of_one_channel()
    {
        AudioSpecificConfig config = Parse("EB8A0800");

        Assert.True(config.HasSpectralBandReplication && config.HasParametricStereo);
        Assert.Equal((22050, 44100, 1), (config.SamplingFrequency, config.ExtensionSamplingFrequency, config.ChannelCount));
    }

    [Fact]
    public void High_efficiency_behind_is_backward_compatible()
    {
        // Core 24000 Hz stereo, sync word 0x2B7, type 5, flag 1, 48000 Hz.
        AudioSpecificConfig config = Parse("131056E598");

        Assert.Equal((24000, 48000), (config.SamplingFrequency, config.ExtensionSamplingFrequency));
        Assert.Equal((true, false), (config.HasSpectralBandReplication, config.HasParametricStereo));

        // The same with sync word 0x548 and flag 1 behind it.
        AudioSpecificConfig stereo = Parse("130856E59D4880");
        Assert.Equal((24000, 48000), (stereo.SamplingFrequency, stereo.ExtensionSamplingFrequency));
        Assert.Equal((true, true), (stereo.HasSpectralBandReplication, stereo.HasParametricStereo));
    }

    [Fact]
    public void A_frequency_of_its_own_has_24_bits()
    {
        // 00010 1111 (24 bits: 44000) 0010 000
        Assert.Equal(44000, Parse(Bits("00010 1111 000000001010101111100000 0010 000")).SamplingFrequency);
    }

    [Fact]
    public void Frames_may_have_960_samples_and_low_delay_512() => Assert.Equal(
        (960, 512),
        (Parse(Bits("00010 0011 0010 100")).FrameLength, Parse(Bits("10111 0011 0010 000")).FrameLength));

    [Fact]
    public void Channels_may_be_told_by_a_program_config_element()
    {
        // Front: one single and one pair, back: one pair, one low-frequency element, one data and one coupling element, mixdowns, comment.
        string elements = "0 0000 1 0000" + "1 0001" + "0000" + "0000" + "0 0000";
        string config = "00010 0011 0000 000" + "0000 01 0011 0010 0000 0001 01 001 0001 1 0000 1 0000 1 000" + elements;
        int padding = (8 - (config.Count(static c => c != ' ') % 8)) % 8;

        Assert.Equal(6, Parse(Bits(config + new string('0', padding) + "00000001 01000001")).ChannelCount);
    }

    [Fact]
    public void Escaped_object_types_are_read()
    {
        // 31, then 42 - 32: USAC, which keeps its configuration for itself.
        Assert.Equal(42, (int)Parse(Bits("11111 001010 0011 0010 000")).ObjectType);
    }

    [Fact]
    public void Garbage_is_refused()
    {
        foreach (string hex in new[] { "", "12", "0210", "1690", "1710", "17FFFFFF", "1780000010" })
        {
            Assert.False(AudioSpecificConfig.TryParse(Convert.FromHexString(hex), out _), hex);
        }
    }

    [Theory]
    [InlineData("2B920800")]
    [InlineData("130856E59D4880")]
    [InlineData("118004C40000200000")]
    public void Cut_or_changed_bytes_do_no_harm(string hex)
    {
        byte[] data = Convert.FromHexString(hex);
        for (int length = 0; length < data.Length; length++)
        {
            Check(data.AsSpan(0, length));
        }

        for (int i = 0; i < data.Length * 256; i++)
        {
            byte[] changed = (byte[])data.Clone();
            changed[i / 256] = (byte)i;
            Check(changed);
        }

        static void Check(ReadOnlySpan<byte> bytes)
        {
            if (AudioSpecificConfig.TryParse(bytes, out AudioSpecificConfig? config))
            {
                Assert.InRange(config.SamplingFrequency, 1, 0xFF_FFFF);
                Assert.InRange(config.ChannelCount, 0, 100);
            }
        }
    }

    private static AudioSpecificConfig Parse(string hex) => Parse(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    private static AudioSpecificConfig Parse(byte[] data)
    {
        Assert.True(AudioSpecificConfig.TryParse(data, out AudioSpecificConfig? config));
        return config;
    }

    private static byte[] Bits(string bits)
    {
        string digits = bits.Replace(" ", "", StringComparison.Ordinal);
        digits = digits.PadRight((digits.Length + 7) / 8 * 8, '0');
        return [.. digits.Chunk(8).Select(static octet => Convert.ToByte(new string(octet), 2))];
    }
}
