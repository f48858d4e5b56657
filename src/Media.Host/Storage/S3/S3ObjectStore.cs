using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.S3;

/// <summary>Amazon S3, or what speaks like it, with one account.</summary>
/// <param name="name">The name the settings give it.</param>
/// <param name="client">The client, which the store disposes of.</param>
internal sealed partial class S3ObjectStore(string name, IAmazonS3 client) : IWritableObjectStore
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<ObjectReply> LookAsync(ObjectAddress address, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            GetObjectMetadataRequest request = new() { BucketName = address.Bucket, Key = address.Key };
            GetObjectMetadataResponse found = await client.GetObjectMetadataAsync(request, cancellationToken);
            return StoreAnswer.Look((int)found.HttpStatusCode, found.ETag ?? "", found.ContentLength);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectReply> GetAsync(ObjectAddress address, long offset, long length, string? entityTag, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            GetObjectRequest request = new()
            {
                BucketName = address.Bucket,
                Key = address.Key,
                ByteRange = new ByteRange(offset, offset + length - 1),
                EtagToMatch = entityTag,
            };
            GetObjectResponse found = await client.GetObjectAsync(request, cancellationToken);
            RangeHeaders headers = new((int)found.HttpStatusCode, found.ContentRange, found.ContentLength, found.ETag ?? "");
            return StoreAnswer.Range((offset, length), headers, found.ResponseStream, found);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static async Task<ObjectReply> AskAsync(Func<Task<ObjectReply>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Explain(exception);
        }
    }

    // Whatever a client throws is an answer: what it throws for which is documented nowhere, and changes.
    private static ObjectReply Explain(Exception exception) => exception switch
    {
        AmazonServiceException { StatusCode: not 0 and not HttpStatusCode.OK } error =>
            StoreAnswer.Error((int)error.StatusCode, error.ErrorCode, error.RequestId, (error.InnerException as HttpErrorResponseException)?.Response?.GetHeaderValue("Retry-After")),
        _ when NetworkFailure.Explain(exception) is { } reply => reply,
        AmazonClientException => StoreAnswer.Without(ObjectReplyStatus.Denied, "the environment has no credentials for the store"),
        _ => StoreAnswer.Without(ObjectReplyStatus.Failed, $"the answer of the store is not understood: {exception.GetType().Name}"),
    };
}
