using Vod.Media.Host.Assets;

namespace Vod.Media.Host.Tests.Assets;

public sealed class AssetAddressTests
{
    [Theory]
    [InlineData("films/a.mp4", "films/a.mp4", null)]
    [InlineData("films/a.mp4?audio=2", "films/a.mp4", 2)]
    [InlineData("a.mp4?audio=999", "a.mp4", 999)]
    [InlineData("what?.mp4", "what?.mp4", null)]
    [InlineData("what?.mp4?audio=1", "what?.mp4", 1)]
    [InlineData("a.mp4?Audio=2", "a.mp4?Audio=2", null)]
    [InlineData("a?audio=1?audio=2", "a?audio=1", 2)]
    public void The_number_of_the_sound_track_stands_behind_the_path(string address, string path, int? audio)
    {
        Assert.True(AssetAddress.TryParse(address, out AssetAddress parsed));
        Assert.Equal(new AssetAddress(path, audio), parsed);
    }

    [Theory]
    [InlineData("a.mp4?audio=")]
    [InlineData("a.mp4?audio=0")]
    [InlineData("a.mp4?audio=-1")]
    [InlineData("a.mp4?audio=+1")]
    [InlineData("a.mp4?audio= 1")]
    [InlineData("a.mp4?audio=1000")]
    [InlineData("a.mp4?audio=0001")]
    [InlineData("a.mp4?audio=99999999999")]
    [InlineData("a.mp4?audio=eng")]
    [InlineData("a.mp4?audio=2&x=1")]
    public void What_is_no_number_is_refused(string address) => Assert.False(AssetAddress.TryParse(address, out _));
}
