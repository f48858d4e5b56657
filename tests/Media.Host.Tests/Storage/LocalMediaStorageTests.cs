using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Tests.Storage;

/// <summary>What a stranger may write as a path, and where it leads.</summary>
public sealed class LocalMediaStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalMediaStorage _storage;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public LocalMediaStorageTests()
    {
        _folder.File("media/a.mp4", 1, 2, 3);
        _folder.File("media/films/b.mp4", 4);
        _folder.File("media/100%.mp4", 5);
        _folder.File("media/empty.mp4");
        _folder.File("secret.mp4", 9);
        _storage = new LocalMediaStorage(Path.Join(_folder.Path, "media"));
    }

    [Theory]
    [InlineData("a.mp4")]
    [InlineData("films/b.mp4")]
    [InlineData("100%.mp4")]
    public async Task A_plain_path_opens_its_file(string path) => Assert.Equal(StorageOpenStatus.Opened, await StatusOf(path));

    [Theory]
    [InlineData("")]
    [InlineData("/a.mp4")]
    [InlineData("/etc/passwd")]
    [InlineData("../secret.mp4")]
    [InlineData("films/../../secret.mp4")]
    [InlineData("films/..")]
    [InlineData("./a.mp4")]
    [InlineData("films//b.mp4")]
    [InlineData("films/")]
    [InlineData("..\\secret.mp4")]
    [InlineData("films\\b.mp4")]
    [InlineData("a.mp4\0.txt")]
    [InlineData("a.mp4:stream")]
    [InlineData("file:///etc/passwd")]
    [InlineData("a\n.mp4")]
    public async Task A_path_that_is_not_a_list_of_names_is_malformed(string path) =>
        Assert.Equal(StorageOpenStatus.MalformedPath, await StatusOf(path));

    [Theory]
    [InlineData("missing.mp4")]
    [InlineData("films")]
    [InlineData("a.mp4/b.mp4")]
    [InlineData("%2e%2e/secret.mp4")]
    [InlineData("..%2fsecret.mp4")]
    [InlineData("%00")]
    public async Task What_is_no_file_is_not_found(string path) => Assert.Equal(StorageOpenStatus.NotFound, await StatusOf(path));

    [Fact]
    public async Task A_name_of_ten_thousand_characters_is_malformed() =>
        Assert.Equal(StorageOpenStatus.MalformedPath, await StatusOf(new string('a', 10_000)));

    [Fact]
    public async Task A_name_of_the_longest_legal_length_is_looked_for() =>
        Assert.Equal(StorageOpenStatus.NotFound, await StatusOf(new string('a', AssetPath.MaxNameBytes)));

    [Fact]
    public async Task A_path_deeper_than_the_limit_is_malformed()
    {
        Assert.Equal(StorageOpenStatus.NotFound, await StatusOf(string.Join('/', Enumerable.Repeat("d", AssetPath.MaxDepth))));
        Assert.Equal(StorageOpenStatus.MalformedPath, await StatusOf(string.Join('/', Enumerable.Repeat("d", AssetPath.MaxDepth + 1))));
    }

    [Fact]
    public async Task A_link_out_of_the_folder_is_refused()
    {
        string media = Path.Join(_folder.Path, "media");
        File.CreateSymbolicLink(Path.Join(media, "link.mp4"), Path.Join(_folder.Path, "secret.mp4"));
        File.CreateSymbolicLink(Path.Join(media, "relative.mp4"), "../secret.mp4");
        Directory.CreateSymbolicLink(Path.Join(media, "up"), _folder.Path);

        Assert.Equal(StorageOpenStatus.OutsideStorage, await StatusOf("link.mp4"));
        Assert.Equal(StorageOpenStatus.OutsideStorage, await StatusOf("relative.mp4"));
        Assert.Equal(StorageOpenStatus.OutsideStorage, await StatusOf("up/secret.mp4"));
    }

    [Fact]
    public async Task A_link_inside_the_folder_and_a_folder_that_is_a_link_are_followed()
    {
        string media = Path.Join(_folder.Path, "media");
        File.CreateSymbolicLink(Path.Join(media, "inside.mp4"), "films/b.mp4");
        Directory.CreateSymbolicLink(Path.Join(_folder.Path, "other"), media);

        Assert.Equal(StorageOpenStatus.Opened, await StatusOf("inside.mp4"));
        using IAssetContent? content = (await new LocalMediaStorage(Path.Join(_folder.Path, "other")).OpenAsync("a.mp4", Token)).Content;
        Assert.NotNull(content);
    }

    [Fact]
    public async Task A_circle_of_links_is_no_file()
    {
        string media = Path.Join(_folder.Path, "media");
        File.CreateSymbolicLink(Path.Join(media, "x.mp4"), "y.mp4");
        File.CreateSymbolicLink(Path.Join(media, "y.mp4"), "x.mp4");

        Assert.NotEqual(StorageOpenStatus.Opened, await StatusOf("x.mp4"));
    }

    [Fact]
    public async Task The_bytes_of_a_range_are_read_and_end_with_the_file()
    {
        using IAssetContent content = (await _storage.OpenAsync("a.mp4", Token)).Content!;
        byte[] buffer = new byte[8];

        Assert.Equal(3, content.Key.Size);
        Assert.Equal(2, await content.ReadAsync(1, buffer, Token));
        Assert.Equal([2, 3], buffer[..2]);
        Assert.Equal(0, await content.ReadAsync(100, buffer, Token));
    }

    [Fact]
    public async Task An_empty_file_opens_with_no_bytes()
    {
        using IAssetContent content = (await _storage.OpenAsync("empty.mp4", Token)).Content!;

        Assert.Equal(0, content.Key.Size);
        Assert.Equal(0, await content.ReadAsync(0, new byte[4], Token));
    }

    [Fact]
    public async Task A_changed_file_has_another_key()
    {
        using IAssetContent before = (await _storage.OpenAsync("a.mp4", Token)).Content!;
        string path = Path.Join(_folder.Path, "media/a.mp4");
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        using IAssetContent after = (await _storage.OpenAsync("a.mp4", Token)).Content!;

        Assert.NotEqual(before.Key, after.Key);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<StorageOpenStatus> StatusOf(string path)
    {
        StorageOpenResult result = await _storage.OpenAsync(path, Token);
        result.Content?.Dispose();
        return result.Status;
    }
}
