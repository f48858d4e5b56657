using System.Net;

namespace Vod.Storage.Tests.Uploads;

/// <summary>A store that has everything already, and says so where that is asked.</summary>
internal sealed class PreconditionNetwork : HttpMessageHandler
{
    public List<string> Conditions { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Conditions.Add(request.Headers.IfNoneMatch.ToString());
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.PreconditionFailed) { RequestMessage = request, Content = new ByteArrayContent([]) });
    }
}
