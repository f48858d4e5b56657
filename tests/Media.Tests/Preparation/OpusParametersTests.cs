using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class OpusParametersTests
{
    private static readonly SoundRun Stereo = TestTimeline.Run(100, 44_100, 1024, 0);
    private static readonly SoundRun Mono = Stereo with { Decoder = TestTimeline.Decoder(44_100, 1024, 2, SoundWidth.Mono) };

    [Fact]
    public void Mono_stays_mono_and_the_rest_becomes_stereo()
    {
        Assert.Equal(new OpusParameters(1, 1), OpusParameters.For(TestTimeline.Of(Mono, Mono), monoBitRate: 1, stereoBitRate: 2));
        Assert.Equal(new OpusParameters(2, 2), OpusParameters.For(TestTimeline.Of(Stereo), monoBitRate: 1, stereoBitRate: 2));
        Assert.Equal(
            new OpusParameters(2, 2), OpusParameters.For(TestTimeline.Of(Mono with { Decoder = Mono.Decoder with { Width = SoundWidth.MonoOrStereo } }), monoBitRate: 1, stereoBitRate: 2));
        Assert.Equal(new OpusParameters(2, 2), OpusParameters.For(TestTimeline.Of(Mono, Stereo), monoBitRate: 1, stereoBitRate: 2));
    }

    [Fact]
    public void Packets_of_other_parameters_and_of_other_tracks_have_another_name()
    {
        Assert.Equal("opus-v2-1-2ch-96000", new OpusParameters(2, 96_000).CacheName(1));
        Assert.Equal(
            4,
            new[] { new OpusParameters(1, 96_000).CacheName(1), new OpusParameters(2, 96_000).CacheName(1), new OpusParameters(2, 64_000).CacheName(1), new OpusParameters(2, 96_000).CacheName(2) }
                .Distinct().Count());
    }
}
