using Vod.Media.Opus;

namespace Vod.Media.Tests.Opus;

public sealed class OpusSilenceTests
{
    [Theory]
    [InlineData(120, 1)]
    [InlineData(240, 1)]
    [InlineData(360, 3)]
    [InlineData(480, 1)]
    [InlineData(960, 1)]
    [InlineData(1440, 3)]
    [InlineData(1920, 2)]
    [InlineData(2880, 3)]
    [InlineData(5640, 47)]
    [InlineData(OpusPacket.MaxDuration, 6)]
    public void It_lasts_as_long_as_it_should(int duration, int frames)
    {
        byte[] packet = OpusSilence.Of(duration);

        Assert.True(OpusPacket.TryParse(packet, out OpusPacket parsed));
        Assert.Equal((duration, frames, 2), (parsed.Duration, parsed.FrameCount, parsed.Channels));
        Assert.True(parsed.Configuration >= 28);
        Assert.Equal(Enumerable.Repeat<byte[]>([0xFF, 0xFE], frames).SelectMany(static frame => frame), packet[^(2 * frames)..]);
        Assert.True(packet.Length <= OpusSilence.MaxLength);
    }

    [Fact]
    public void It_lasts_as_long_as_what_it_replaces_and_20_ms_for_what_cannot_be_read()
    {
        byte[] packet = new byte[OpusSilence.MaxLength];
        Assert.Equal(OpusSilence.Of(2880), packet[..OpusSilence.WriteLike([11 << 3, 1, 2, 3], packet)]);
        Assert.Equal(OpusSilence.Of(960), packet[..OpusSilence.WriteLike([3], packet)]);
    }

    [Fact]
    public void The_longest_is_the_most_that_is_written() => Assert.Equal(98, OpusSilence.MaxLength);
}
