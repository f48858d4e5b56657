using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class OpusParametersTests
{
    [Fact]
    public void Packets_of_other_parameters_have_another_name()
    {
        Assert.Equal("opus-v1-2ch-96000", new OpusParameters(2, 96_000).CacheName);
        Assert.NotEqual(new OpusParameters(1, 96_000).CacheName, new OpusParameters(2, 96_000).CacheName);
        Assert.NotEqual(new OpusParameters(2, 96_000).CacheName, new OpusParameters(2, 64_000).CacheName);
    }
}
