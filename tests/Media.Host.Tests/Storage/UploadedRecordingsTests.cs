using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Uploads;

namespace Vod.Media.Host.Tests.Storage;

/// <summary>Which names are looked for where recordings are uploaded to.</summary>
public sealed class UploadedRecordingsTests
{
    [Theory]
    [InlineData("a.mp4", "a.mp4 store/a.mp4")]
    [InlineData("a.webm", "a.webm store/a.webm")]
    [InlineData("a.mov", "a.mov")]
    [InlineData(".recording-a.webm", ".recording-a.webm")]
    [InlineData("films/a.webm", "films/a.webm")]
    public async Task A_name_that_may_be_one_of_a_recording_is_looked_for_in_the_store(string path, string asked)
    {
        NothingThere inner = new();
        using UploadedRecordings storage = new(inner, "store");

        await storage.OpenAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(asked, string.Join(' ', inner.Asked));
    }

    private sealed class NothingThere : IMediaStorage
    {
        public List<string> Asked { get; } = [];

        public ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken)
        {
            Asked.Add(path);
            return new(new StorageOpenResult(StorageOpenStatus.NotFound, null, ""));
        }
    }
}
