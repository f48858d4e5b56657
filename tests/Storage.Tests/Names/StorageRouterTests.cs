using Vod.Media.Host.Storage;

namespace Vod.Storage.Tests.Names;

public sealed class StorageRouterTests
{
    [Theory]
    [InlineData("a.mp4", "folder", "a.mp4")]
    [InlineData("x/a.mp4", "folder", "x/a.mp4")]
    [InlineData("s3/films/a.mp4", "s3", "films/a.mp4")]
    [InlineData("films/a.mp4", "films", "a.mp4")]
    [InlineData("films/", "films", "")]
    [InlineData("films", "folder", "films")]
    [InlineData("FILMS/a.mp4", "folder", "FILMS/a.mp4")]
    [InlineData("/films/a.mp4", "folder", "/films/a.mp4")]
    [InlineData("x/s3/a.mp4", "folder", "x/s3/a.mp4")]
    [InlineData("azure/films/a.mp4", "folder", "azure/films/a.mp4")]
    public async Task The_first_name_of_a_path_chooses(string path, string storage, string rest)
    {
        List<string> opened = [];
        using StorageRouter router = new(
            new NamedStorage("folder", opened),
            new Dictionary<string, IMediaStorage> { ["s3"] = new NamedStorage("s3", opened), ["films"] = new NamedStorage("films", opened) });

        await router.OpenAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal($"{storage}:{rest}", Assert.Single(opened));
    }

    private sealed class NamedStorage(string name, List<string> opened) : IMediaStorage
    {
        public ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken)
        {
            opened.Add($"{name}:{path}");
            return new(StorageOpenResult.Failed(StorageOpenStatus.NotFound, "no such file"));
        }
    }
}
