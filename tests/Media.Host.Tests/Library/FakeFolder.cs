using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Tests.Library;

/// <summary>A folder that has in it what a test puts there.</summary>
internal sealed class FakeFolder : IMediaFolder
{
    public Dictionary<string, StoredFile> Files { get; } = [];

    public void Put(string path, long size = 1000, int minute = 0) => Files[path] = File(path, size, minute);

    public static StoredFile File(string path, long size = 1000, int minute = 0) => new(path, size, DateTimeOffset.UnixEpoch.AddMinutes(minute));

    public FolderListing List() => new([.. Files.Values.OrderBy(static file => file.Path, StringComparer.Ordinal)], 0);

    public StoredFile? Find(string path) => Files.TryGetValue(path, out StoredFile file) ? file : null;
}
