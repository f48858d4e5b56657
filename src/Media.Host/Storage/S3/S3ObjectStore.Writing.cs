using System.Net;
using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.S3.Model;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.S3;

/// <content>
/// Bodies are sent in one piece with their SHA-256 in the signature, which every store of this kind checks; chunked ones with checksums behind them are known to few.
/// </content>
internal sealed partial class S3ObjectStore
{
    private const string Absent = "*";

    // Swift is one that does not. It says so to a PUT, and takes no notice otherwise.
    private volatile bool _knowsConditions = true;

    /// <inheritdoc/>
    public Task<ObjectReply> PutAsync(ObjectAddress address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            try
            {
                return await PutOnceAsync(address, content, cancellationToken);
            }
            catch (AmazonServiceException error) when (error.StatusCode == HttpStatusCode.NotImplemented && _knowsConditions)
            {
                _knowsConditions = false;
                return await PutOnceAsync(address, content, cancellationToken);
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectReply> BeginPartsAsync(ObjectAddress address, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            InitiateMultipartUploadRequest request = new() { BucketName = address.Bucket, Key = address.Key };
            InitiateMultipartUploadResponse begun = await client.InitiateMultipartUploadAsync(request, cancellationToken);
            return StoreAnswer.Look((int)begun.HttpStatusCode, begun.UploadId ?? "", 0);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectReply> PutPartAsync(PartedUpload upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            using MemoryStream body = Body(content);
            UploadPartRequest request = new()
            {
                BucketName = upload.Address.Bucket,
                Key = upload.Address.Key,
                UploadId = upload.Id,
                PartNumber = number,
                PartSize = content.Length,
                InputStream = body,
                UseChunkEncoding = false,
            };
            UploadPartResponse stored = await client.UploadPartAsync(request, cancellationToken);
            return StoreAnswer.Look((int)stored.HttpStatusCode, stored.ETag ?? "", content.Length);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectReply> CompletePartsAsync(PartedUpload upload, IReadOnlyList<string> parts, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            CompleteMultipartUploadRequest request = new()
            {
                BucketName = upload.Address.Bucket,
                Key = upload.Address.Key,
                UploadId = upload.Id,
                PartETags = [.. parts.Select(static (part, index) => new PartETag(index + 1, part))],
                IfNoneMatch = Absent,
            };
            CompleteMultipartUploadResponse stored = await client.CompleteMultipartUploadAsync(request, cancellationToken);
            return StoreAnswer.Look((int)stored.HttpStatusCode, stored.ETag ?? "", 0);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectReply> AbandonPartsAsync(PartedUpload upload, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            AbortMultipartUploadRequest request = new() { BucketName = upload.Address.Bucket, Key = upload.Address.Key, UploadId = upload.Id };
            await client.AbortMultipartUploadAsync(request, cancellationToken);
            return new ObjectReply(ObjectReplyStatus.Found);
        },
        cancellationToken);

    private async Task<ObjectReply> PutOnceAsync(ObjectAddress address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using MemoryStream body = Body(content);
        PutObjectRequest request = new()
        {
            BucketName = address.Bucket,
            Key = address.Key,
            InputStream = body,
            UseChunkEncoding = false,
            IfNoneMatch = _knowsConditions ? Absent : null,
        };
        PutObjectResponse stored = await client.PutObjectAsync(request, cancellationToken);
        return StoreAnswer.Look((int)stored.HttpStatusCode, stored.ETag ?? "", content.Length);
    }

    private static MemoryStream Body(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out ArraySegment<byte> array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);
}
