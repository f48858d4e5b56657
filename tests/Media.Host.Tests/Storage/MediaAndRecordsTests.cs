using Vod.Media.Host.Records;
using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Tests.Storage;

/// <summary>A path leads into the media folder, then into that of recordings.</summary>
public sealed class MediaAndRecordsTests : IDisposable
{
    private readonly TemporaryFolder _media = new();
    private readonly TemporaryFolder _records = new();

    [Theory]
    [InlineData("film.mp4", "media")]
    [InlineData("record.mp4", "records")]
    [InlineData("both.mp4", "media")]
    public async Task The_media_folder_comes_first(string path, string folder)
    {
        _media.File("film.mp4", 1);
        _media.File("both.mp4", 1);
        _records.File("both.mp4", 1);
        _records.File("record.mp4", 1);

        StorageOpenResult result = await OpenAsync(path);
        using IAssetContent content = result.Content!;

        Assert.StartsWith(folder == "media" ? _media.Path : _records.Path, content.Key.Identity, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.mp4", "NotFound")]
    [InlineData("../record.mp4", "MalformedPath")]
    [InlineData(".recording.a.mp4", "NotFound")]
    public async Task What_is_in_neither_is_not_found(string path, string status)
    {
        _records.File(RecordName.UnfinishedPrefix + "a.mp4", 1);

        Assert.Equal(status, (await OpenAsync(path)).Status.ToString());
    }

    [Fact]
    public async Task A_folder_of_recordings_may_appear_later()
    {
        string folder = Path.Join(_records.Path, "later");
        MediaAndRecords storage = new(new LocalMediaStorage(_media.Path), folder);
        Assert.Equal(StorageOpenStatus.NotFound, (await storage.OpenAsync("a.mp4", TestContext.Current.CancellationToken)).Status);
        _records.File("later/a.mp4", 1);
        StorageOpenResult result = await storage.OpenAsync("a.mp4", TestContext.Current.CancellationToken);
        result.Content!.Dispose();

        Assert.Equal(StorageOpenStatus.Opened, result.Status);
    }

    public void Dispose()
    {
        _media.Dispose();
        _records.Dispose();
    }

    private async Task<StorageOpenResult> OpenAsync(string path) =>
        await new MediaAndRecords(new LocalMediaStorage(_media.Path), _records.Path).OpenAsync(path, TestContext.Current.CancellationToken);
}
