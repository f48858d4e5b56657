using Vod.Media.Aac;

namespace Vod.Media.Tests.Aac;

/// <summary>The bits of silence, read as ISO/IEC 14496-3 table 4.3 and those it refers to say.</summary>
public sealed class AacSilenceTests
{
    private const int SingleChannel = 0;
    private const int ChannelPair = 1;
    private const int End = 7;

    [Theory]
    [InlineData("1188", SingleChannel)]
    [InlineData("1190", ChannelPair)]
    public void Every_channel_has_no_gain_and_no_scale_factor_band(string configuration, int element)
    {
        Queue<int> bits = new(AacSilence.For(Parse(configuration)).ToArray().SelectMany(static octet => Enumerable.Range(0, 8).Select(bit => (octet >> (7 - bit)) & 1)));

        Assert.Equal((element, 0), (Take(3), Take(4))); // id_syn_ele, element_instance_tag
        if (element == ChannelPair)
        {
            Assert.Equal(0, Take(1)); // common_window
        }

        for (int channel = 0; channel <= element; channel++)
        {
            Assert.Equal((0, 0), (Take(8), Take(1))); // global_gain, ics_reserved_bit
            Assert.Equal((0, 0, 0, 0), (Take(2), Take(1), Take(6), Take(1))); // window_sequence, window_shape, max_sfb, predictor_data_present
            Assert.Equal((0, 0, 0), (Take(1), Take(1), Take(1))); // pulse, noise shaping, gain control
        }

        Assert.Equal(End, Take(3));
        Assert.InRange(bits.Count, 0, 7);

        int Take(int count) => Enumerable.Range(0, count).Aggregate(0, (value, _) => (value << 1) | bits.Dequeue());
    }

    [Fact]
    public void There_is_none_for_more_channels() => Assert.True(AacSilence.For(Parse("11B0")).IsEmpty);

    private static AudioSpecificConfig Parse(string configuration)
    {
        Assert.True(AudioSpecificConfig.TryParse(Convert.FromHexString(configuration), out AudioSpecificConfig? config));
        return config;
    }
}
