using Vod.Media.Host.Records;

namespace Vod.Media.Host.Storage;

/// <summary>The media folder, and behind it the folder of recordings: what was recorded can be played by its name at once. A file of the media folder hides a recording.</summary>
/// <param name="media">The media folder.</param>
/// <param name="records">The folder of recordings; it need not exist.</param>
internal sealed class MediaAndRecords(IMediaStorage media, string records) : IMediaStorage
{
    private LocalMediaStorage? _records;

    /// <inheritdoc/>
    public async ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken)
    {
        StorageOpenResult found = await media.OpenAsync(path, cancellationToken);
        if (found.Status != StorageOpenStatus.NotFound || path.StartsWith(RecordName.UnfinishedPrefix, StringComparison.Ordinal) || !Directory.Exists(records))
        {
            return found;
        }

        _records ??= new LocalMediaStorage(records);
        return await _records.OpenAsync(path, cancellationToken);
    }
}
