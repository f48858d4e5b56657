using System.Buffers.Binary;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.Azure;

/// <content>Parts are blocks. What is not made a blob of is forgotten by the store after a week, and there is no request to forget it sooner.</content>
internal sealed partial class AzureObjectStore
{
    private static readonly BlobRequestConditions Absent = new() { IfNoneMatch = ETag.All };

    /// <inheritdoc/>
    public Task<ObjectReply> PutAsync(ObjectAddress address, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => WriteAsync(
        address,
        async blob =>
        {
            using Stream body = BinaryData.FromBytes(content).ToStream();
            Response<BlobContentInfo> stored = await blob.UploadAsync(body, new BlobUploadOptions { Conditions = Absent }, cancellationToken);
            return Stored(stored.GetRawResponse(), content.Length);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectReply> BeginPartsAsync(ObjectAddress address, CancellationToken cancellationToken) => Task.FromResult(new ObjectReply(ObjectReplyStatus.Found));

    /// <inheritdoc/>
    public Task<ObjectReply> PutPartAsync(PartedUpload upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => WriteAsync(
        upload.Address,
        async blob =>
        {
            using Stream body = BinaryData.FromBytes(content).ToStream();
            string block = BlockOf(number);
            Response<BlockInfo> stored = await blob.StageBlockAsync(block, body, new BlockBlobStageBlockOptions(), cancellationToken);
            return stored.GetRawResponse().Status == 201
                ? new ObjectReply(ObjectReplyStatus.Found) { EntityTag = block, Size = content.Length }
                : StoreAnswer.Error(stored.GetRawResponse().Status, null, null, null);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectReply> CompletePartsAsync(PartedUpload upload, IReadOnlyList<string> parts, CancellationToken cancellationToken) => WriteAsync(
        upload.Address,
        async blob =>
        {
            Response<BlobContentInfo> stored = await blob.CommitBlockListAsync(parts, new CommitBlockListOptions { Conditions = Absent }, cancellationToken);
            return Stored(stored.GetRawResponse(), 0);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectReply> AbandonPartsAsync(PartedUpload upload, CancellationToken cancellationToken) => Task.FromResult(new ObjectReply(ObjectReplyStatus.Found));

    // All names of blocks of a blob must be of one length.
    private static string BlockOf(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return Convert.ToBase64String(bytes);
    }

    private static ObjectReply Stored(Response response, long size) => response.Status == 201
        ? StoreAnswer.Look(200, EntityTagOf(response), size)
        : StoreAnswer.Error(response.Status, null, null, null);

    private async Task<ObjectReply> WriteAsync(ObjectAddress address, Func<BlockBlobClient, Task<ObjectReply>> write, CancellationToken cancellationToken)
    {
        BlockBlobClient blocks = client.GetBlobContainerClient(address.Bucket).GetBlockBlobClient(address.Key);
        return await AskAsync(address, _ => write(blocks), cancellationToken);
    }
}
