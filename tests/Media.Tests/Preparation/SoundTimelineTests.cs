using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class SoundTimelineTests
{
    private static readonly SoundRun Run = TestTimeline.Run(100, 44_100, 1024, 1024);

    [Fact]
    public void Priming_is_not_presented_and_silence_before_the_track_is()
    {
        Assert.Equal(99 * 1024, Run.PresentedSamples);
        Assert.Equal((100 * 1024) + 500, (Run with { StartOffset = -500 }).PresentedSamples);
        Assert.Equal(3, (Run with { PresentedLimit = 3 }).PresentedSamples);
    }

    [Fact]
    public void Values_a_decoder_cannot_give_are_not_valid()
    {
        Assert.True(TestTimeline.Of(Run).IsValid);
        Assert.False(TestTimeline.Of(Run, TestTimeline.Run(0, 44_100, 1024, -102_400)).IsValid);
        Assert.False(TestTimeline.Of(TestTimeline.Run(100, SoundDecoder.LowestRate - 1, 1024, 0)).IsValid);
        Assert.True(TestTimeline.Of(TestTimeline.Run(100, SoundDecoder.LowestRate, 1024, 0)).IsValid);
        Assert.True(TestTimeline.Of(TestTimeline.Run(100, SoundDecoder.HighestRate, 1024, 0)).IsValid);
        Assert.False(TestTimeline.Of(TestTimeline.Run(100, SoundDecoder.HighestRate + 1, 1024, 0)).IsValid);
    }

    [Fact]
    public void A_track_that_is_cut_off_completely_is_not_valid()
    {
        Assert.True(TestTimeline.Of(Run with { StartOffset = (100 * 1024) - 1 }).IsValid);
        Assert.False(TestTimeline.Of(Run with { StartOffset = 100 * 1024 }).IsValid);
        Assert.False(TestTimeline.Of(Run with { StartOffset = long.MaxValue }).IsValid);
    }

    [Fact]
    public void A_track_longer_than_the_limit_is_not_valid()
    {
        SoundRun longest = TestTimeline.Run((int)(48L * 3600 * 48_000 / 1024), 48_000, 1024, 0);

        Assert.True(TestTimeline.Of(longest).IsValid);
        Assert.Equal(OpusChunkLayout.MaxPackets, OpusChunkLayout.For(TestTimeline.Of(longest)).PacketCount);
        Assert.False(TestTimeline.Of(longest with { StartOffset = -1 }).IsValid);
        Assert.False(TestTimeline.Of(longest with { StartOffset = -(1L << 50) }).IsValid);
    }

    [Fact]
    public void A_stretch_falls_into_the_runs_it_touches()
    {
        SoundTimeline timeline = TestTimeline.Of(Run, Run with { StartOffset = -44_100 }, Run with { StartOffset = -88_200 });

        Assert.Equal([(0, -900, 48_000), (1, 48_000, 96_000), (2, 96_000, 500_000)], timeline.PartsOf(-900, 500_000));
        Assert.Equal([(1, 50_000, 60_000)], timeline.PartsOf(50_000, 60_000));
    }
}
