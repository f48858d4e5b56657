using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.Azure;

/// <summary>Azure Blob Storage, one account.</summary>
/// <param name="name">The name the settings give it.</param>
/// <param name="client">The client.</param>
internal sealed partial class AzureObjectStore(string name, BlobServiceClient client) : IWritableObjectStore
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<ObjectReply> LookAsync(ObjectAddress address, CancellationToken cancellationToken) => AskAsync(
        address,
        async blob =>
        {
            Response<BlobProperties> found = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return StoreAnswer.Look(found.GetRawResponse().Status, EntityTagOf(found.GetRawResponse()), found.Value.ContentLength);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ObjectReply> GetAsync(ObjectAddress address, long offset, long length, string? entityTag, CancellationToken cancellationToken) => AskAsync(
        address,
        async blob =>
        {
            BlobDownloadOptions options = new()
            {
                Range = new HttpRange(offset, length),
                Conditions = entityTag is null ? null : new BlobRequestConditions { IfMatch = new ETag(entityTag) },
            };
            Response<BlobDownloadStreamingResult> found = await blob.DownloadStreamingAsync(options, cancellationToken);
            Response raw = found.GetRawResponse();
            string? range = raw.Headers.TryGetValue("Content-Range", out string? value) ? value : null;
            RangeHeaders headers = new(raw.Status, range, raw.Headers.ContentLengthLong ?? -1, EntityTagOf(raw));
            return StoreAnswer.Range((offset, length), headers, found.Value.Content, found.Value);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The client has nothing to dispose of; connections close when they have not been used for a while.
    }

    private static string EntityTagOf(Response response) => response.Headers.TryGetValue("ETag", out string? tag) ? tag : "";

    private async Task<ObjectReply> AskAsync(ObjectAddress address, Func<BlobClient, Task<ObjectReply>> ask, CancellationToken cancellationToken)
    {
        BlobClient blob = client.GetBlobContainerClient(address.Bucket).GetBlobClient(address.Key);
        if (blob.BlobContainerName != address.Bucket || blob.Name != address.Key)
        {
            // It guesses from the host and the port of an endpoint whether the account stands in the path.
            return StoreAnswer.Without(ObjectReplyStatus.Failed, "the endpoint needs the name of the account as its path");
        }

        try
        {
            return await ask(blob);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Explain(exception);
        }
    }

    // Whatever a client throws is an answer: what it throws for which is documented nowhere, and changes.
    private static ObjectReply Explain(Exception exception) => exception switch
    {
        RequestFailedException { Status: not 0 } error => Error(error),
        AuthenticationFailedException => StoreAnswer.Without(ObjectReplyStatus.Denied, "the environment has no credentials for the store"),
        _ => NetworkFailure.Explain(exception)
            ?? StoreAnswer.Without(ObjectReplyStatus.Failed, $"the answer of the store is not understood: {exception.GetType().Name}"),
    };

    private static ObjectReply Error(RequestFailedException error)
    {
        ResponseHeaders headers = error.GetRawResponse()?.Headers ?? default;
        return StoreAnswer.Error(error.Status, error.ErrorCode, Header("x-ms-request-id"), Header("Retry-After"));

        string? Header(string header) => error.GetRawResponse() is not null && headers.TryGetValue(header, out string? value) ? value : null;
    }
}
