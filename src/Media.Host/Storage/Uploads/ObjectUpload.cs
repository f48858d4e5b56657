using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>Sends a file to a store, as a whole or part by part.</summary>
/// <param name="store">The store.</param>
/// <param name="requests">Makes the requests.</param>
internal sealed class ObjectUpload(IWritableObjectStore store, PatientRequests requests)
{
    /// <summary>How long the request may take that has the store forget parts nothing will come of, also when the process ends.</summary>
    public static readonly TimeSpan AbandonTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Sends it.</summary>
    /// <returns>The answer that ended it; found, with the ETag that a store of S3's kind should have for it, when all was sent.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ObjectReply> SendAsync(ObjectAddress address, FileParts file, CancellationToken cancellationToken)
    {
        if (file.Parts.IsOne)
        {
            ReadOnlyMemory<byte> content = await file.ReadAsync(0, cancellationToken);
            ObjectReply reply = await requests.AskAsync(token => store.PutAsync(address, content, token), cancellationToken);
            return reply.Status == ObjectReplyStatus.Found ? Sent(file, [UploadParts.SumOf(content.Span)]) : reply;
        }

        using ObjectReply begun = await requests.AskAsync(token => store.BeginPartsAsync(address, token), cancellationToken);
        if (begun.Status != ObjectReplyStatus.Found)
        {
            return StoreAnswer.Without(begun.Status, begun.Detail);
        }

        PartedUpload upload = new(address, begun.EntityTag);
        bool isComplete = false;
        try
        {
            ObjectReply reply = await SendPartsAsync(upload, file, cancellationToken);
            isComplete = reply.Status == ObjectReplyStatus.Found;
            return reply;
        }
        finally
        {
            if (!isComplete)
            {
                await AbandonAsync(upload);
            }
        }
    }

    private static ObjectReply Sent(FileParts file, IReadOnlyList<byte[]> sums) =>
        new(ObjectReplyStatus.Found) { EntityTag = file.Parts.EntityTagOf(sums), Size = file.Size };

    private async Task<ObjectReply> SendPartsAsync(PartedUpload upload, FileParts file, CancellationToken cancellationToken)
    {
        List<string> parts = [];
        List<byte[]> sums = [];
        for (int i = 0; i < file.Parts.Count; i++)
        {
            ReadOnlyMemory<byte> content = await file.ReadAsync(i, cancellationToken);
            int number = i + 1;
            ObjectReply part = await requests.AskAsync(token => store.PutPartAsync(upload, number, content, token), cancellationToken);
            if (part.Status != ObjectReplyStatus.Found)
            {
                return part;
            }

            parts.Add(part.EntityTag);
            sums.Add(UploadParts.SumOf(content.Span));
        }

        ObjectReply complete = await requests.AskAsync(token => store.CompletePartsAsync(upload, parts, token), cancellationToken);
        return complete.Status == ObjectReplyStatus.Found ? Sent(file, sums) : complete;
    }

    private async Task AbandonAsync(PartedUpload upload)
    {
        using CancellationTokenSource timeout = new(AbandonTimeout);
        try
        {
            (await store.AbandonPartsAsync(upload, timeout.Token)).Dispose();
        }
        catch (OperationCanceledException)
        {
            // The store keeps the parts until its own rules delete them.
        }
    }
}
