using Vod.Media.Aac;
using Vod.Media.Preparation;
using Vod.Media.Timing;

namespace Vod.Media.Tests.Preparation;

public sealed class AacTimelineTests
{
    private static readonly AacTimeline Valid = new(FrameCount: 100, SampleRate: 44_100, SamplesPerFrame: 1024, StartOffset: 1024);

    [Fact]
    public void Rate_and_frame_length_come_from_the_configuration()
    {
        // AAC-LC 44.1 kHz stereo; the same core at 22.05 kHz with SBR (hierarchical signalling).
        Assert.True(AudioSpecificConfig.TryParse([0x12, 0x10], out AudioSpecificConfig? plain));
        Assert.True(AudioSpecificConfig.TryParse([0x2B, 0x92, 0x08, 0x00], out AudioSpecificConfig? replicated));

        Assert.Equal(new AacTimeline(7, 44_100, 1024, 1024), AacTimeline.For(plain, 7, new MediaTime(1024, 44_100)));
        Assert.Equal(new AacTimeline(7, 44_100, 2048, 4410), AacTimeline.For(replicated, 7, new MediaTime(100, 1000)));
        Assert.Equal(-4410, AacTimeline.For(plain, 7, new MediaTime(-9000, 90_000)).StartOffset);
    }

    [Fact]
    public void Priming_is_not_presented_and_silence_before_the_track_is()
    {
        Assert.Equal(99 * 1024, Valid.PresentedSamples);
        Assert.Equal((100 * 1024) + 500, (Valid with { StartOffset = -500 }).PresentedSamples);
    }

    [Fact]
    public void Values_a_decoder_cannot_give_are_not_valid()
    {
        Assert.True(Valid.IsValid);
        Assert.False((Valid with { FrameCount = 0 }).IsValid);
        Assert.False((Valid with { SampleRate = 7_349 }).IsValid);
        Assert.False((Valid with { SampleRate = 96_001 }).IsValid);
        Assert.False((Valid with { SamplesPerFrame = 960 }).IsValid);
    }

    [Fact]
    public void A_track_that_is_cut_off_completely_is_not_valid()
    {
        Assert.True((Valid with { StartOffset = (100 * 1024) - 1 }).IsValid);
        Assert.False((Valid with { StartOffset = 100 * 1024 }).IsValid);
        Assert.False((Valid with { StartOffset = long.MaxValue }).IsValid);
    }

    [Fact]
    public void A_track_longer_than_the_limit_is_not_valid()
    {
        AacTimeline longest = new((int)(48L * 3600 * 48_000 / 1024), 48_000, 1024, 0);

        Assert.True(longest.IsValid);
        Assert.Equal(OpusChunkLayout.MaxPackets, OpusChunkLayout.For(longest).PacketCount);
        Assert.False((longest with { StartOffset = -1 }).IsValid);
        Assert.False((longest with { StartOffset = -(1L << 50) }).IsValid);
    }
}
