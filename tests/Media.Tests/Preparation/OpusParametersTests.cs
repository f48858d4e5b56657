using Vod.Media.Aac;
using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class OpusParametersTests
{
    [Theory]
    [InlineData(new byte[] { 0x12, 0x08 }, 1)]
    [InlineData(new byte[] { 0x12, 0x10 }, 2)]
    [InlineData(new byte[] { 0x12, 0x30 }, 2)]
    [InlineData(new byte[] { 0xEB, 0x8A, 0x08, 0x00 }, 2)]
    public void Mono_stays_mono_and_the_rest_becomes_stereo(byte[] configuration, int expected)
    {
        Assert.True(AudioSpecificConfig.TryParse(configuration, out AudioSpecificConfig? config));

        Assert.Equal(expected, OpusParameters.For(config, monoBitRate: 1, stereoBitRate: 2).Channels);
        Assert.Equal(expected, OpusParameters.For(config, monoBitRate: 1, stereoBitRate: 2).BitRate);
    }

    [Fact]
    public void Packets_of_other_parameters_have_another_name()
    {
        Assert.Equal("opus-v1-2ch-96000", new OpusParameters(2, 96_000).CacheName);
        Assert.NotEqual(new OpusParameters(1, 96_000).CacheName, new OpusParameters(2, 96_000).CacheName);
        Assert.NotEqual(new OpusParameters(2, 96_000).CacheName, new OpusParameters(2, 64_000).CacheName);
    }
}
