using System.Collections.Concurrent;
using System.Net;

namespace Vod.Storage.Tests.Servers;

/// <summary>No network: remembers where requests were to go, and answers that there is nothing.</summary>
internal sealed class RecordingNetwork : HttpMessageHandler
{
    public ConcurrentQueue<Uri> Requests { get; } = new();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(request.RequestUri!);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = new ByteArrayContent([]) });
    }
}
