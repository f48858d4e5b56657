using Vod.Media.Preparation;

namespace Vod.Media.Tests.Preparation;

public sealed class AssetKeyTests
{
    [Fact]
    public void Every_part_changes_the_folder()
    {
        AssetKey[] keys =
        [
            new("file:/a.mp4", "1", 10), new("file:/b.mp4", "1", 10), new("file:/a.mp4", "2", 10), new("file:/a.mp4", "1", 11),
            new("ab", "c", 1), new("a", "bc", 1), new("a", "b", 11), new("a", "b1", 1),
        ];

        Assert.Equal(keys.Length, keys.Select(key => key.ToFolderName()).Distinct().Count());
        Assert.Equal(keys[0].ToFolderName(), new AssetKey("file:/a.mp4", "1", 10).ToFolderName());
    }

    [Fact]
    public void Nothing_in_a_key_gets_into_the_name()
    {
        Assert.True(AssetKey.IsFolderName(new AssetKey("../../etc/\0passwd", "..", -1).ToFolderName()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("0123456789abcdef0123456789ABCDEF")]
    [InlineData("0123456789abcdef0123456789abcde/")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    public void Other_folders_are_told_apart(string name)
    {
        Assert.False(AssetKey.IsFolderName(name));
    }
}
