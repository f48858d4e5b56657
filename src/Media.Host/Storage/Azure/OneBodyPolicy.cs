using Azure.Core;
using Azure.Core.Pipeline;

namespace Vod.Media.Host.Storage.Azure;

/// <summary>
/// Keeps the client of Azure from asking again, unseen, for the rest of a body that breaks off: it does so up to five times, whatever is set for retries, when reading fails with one
/// of the exceptions it knows.
/// </summary>
internal sealed class OneBodyPolicy : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc/>
    public override void OnReceivedResponse(HttpMessage message)
    {
        if (!message.BufferResponse && message.Response is { Status: 200 or 206, ContentStream: { } body })
        {
            message.Response.ContentStream = new OneBody(body);
        }
    }
}
