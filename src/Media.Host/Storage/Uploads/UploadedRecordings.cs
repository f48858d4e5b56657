namespace Vod.Media.Host.Storage.Uploads;

/// <summary>All that can be played, and behind it what was recorded and uploaded: a recording keeps its name when its file is gone.</summary>
/// <param name="inner">The folders and stores.</param>
/// <param name="upload">Where recordings are uploaded to, as a path there.</param>
internal sealed class UploadedRecordings(IMediaStorage inner, string upload) : IMediaStorage, IDisposable
{
    /// <inheritdoc/>
    public async ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken)
    {
        StorageOpenResult found = await inner.OpenAsync(path, cancellationToken);
        bool isRecording = found.Status == StorageOpenStatus.NotFound && !path.Contains('/', StringComparison.Ordinal) && RecordUploadService.IsFinished(path);
        return isRecording ? await inner.OpenAsync($"{upload}/{path}", cancellationToken) : found;
    }

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();
}
