using Vod.Media.Host.Records;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>
/// Takes one recording to the store: looks whether it is there, sends it, looks again, and deletes the file once the store has the same bytes. Each step can be repeated, so nothing has to be remembered between two
/// attempts but the file itself.
/// </summary>
internal sealed class RecordUpload
{
    private readonly IRecordFolder _folder;
    private readonly UploadTarget _target;
    private readonly ObjectComparison _comparison;
    private readonly ObjectUpload _upload;
    private readonly int _partBytes;

    /// <param name="folder">The folder of recordings.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="clock">What waits are measured with.</param>
    /// <param name="random">Chance in the waits.</param>
    /// <param name="partBytes">Bytes of a part; others are for tests.</param>
    public RecordUpload(IRecordFolder folder, UploadTarget target, TimeProvider clock, Random random, int partBytes = UploadParts.DefaultBytes)
    {
        PatientRequests requests = new(clock, new Backoff(random));
        _folder = folder;
        _target = target;
        _comparison = new ObjectComparison(target.Store, requests);
        _upload = new ObjectUpload(target.Store, requests);
        _partBytes = partBytes;
    }

    /// <summary>Tries once.</summary>
    /// <param name="name">Name of the recording in its folder.</param>
    /// <param name="cancellationToken">Gives up; the file stays.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<UploadResult> RunAsync(string name, CancellationToken cancellationToken)
    {
        if (_target.Resolve(name, out ObjectAddress address) != StorageOpenStatus.Opened)
        {
            return new UploadResult(UploadOutcome.Refused, 0, "no object can have that name");
        }

        try
        {
            return await UploadAsync(name, address, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return new UploadResult(UploadOutcome.Gone, 0, "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new UploadResult(UploadOutcome.Failed, 0, exception.Message);
        }
    }

    private async Task<UploadResult> UploadAsync(string name, ObjectAddress address, CancellationToken cancellationToken)
    {
        string path = _folder.PathOf(name);
        using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
        long size = RandomAccess.GetLength(handle);
        DateTimeOffset written = _folder.WrittenAt(name);
        FileParts file = new(handle, size, new UploadParts(size, _partBytes));
        (ComparisonOutcome found, string detail) = await _comparison.CompareAsync(address, file, expected: null, cancellationToken);
        if (found == ComparisonOutcome.Absent)
        {
            using ObjectReply sent = await _upload.SendAsync(address, file, cancellationToken);
            if (sent.Status is not (ObjectReplyStatus.Found or ObjectReplyStatus.Changed))
            {
                return new UploadResult(UploadOutcome.Failed, 0, sent.Detail);
            }

            // Somebody else may have been first, with the same bytes or with others.
            (found, detail) = await _comparison.CompareAsync(address, file, sent.EntityTag is { Length: > 0 } tag ? tag : null, cancellationToken);
        }

        return found switch
        {
            ComparisonOutcome.Same => Delete(name, size, written),
            ComparisonOutcome.Different => new UploadResult(UploadOutcome.Refused, 0, "the store has something else of that name"),
            ComparisonOutcome.Absent => new UploadResult(UploadOutcome.Failed, 0, "the store does not have what it took"),
            _ => new UploadResult(UploadOutcome.Failed, 0, detail),
        };
    }

    // Whoever has the file open reads on to its end: deleting it takes away the name only.
    private UploadResult Delete(string name, long size, DateTimeOffset written)
    {
        if (_folder.WrittenAt(name) != written)
        {
            return new UploadResult(UploadOutcome.Failed, 0, "the file was written while it was uploaded");
        }

        _folder.Delete(name);
        return new UploadResult(UploadOutcome.Done, size, "");
    }
}
