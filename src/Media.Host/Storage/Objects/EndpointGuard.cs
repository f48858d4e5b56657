using System.Net;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// Lets requests go to the endpoint of the settings and the hosts below it, which are its buckets, and nowhere else: not where a name may lead that a viewer wrote, and not where an
/// answer redirects to.
/// </summary>
/// <param name="host">The host of the endpoint.</param>
/// <param name="inner">What sends.</param>
internal sealed class EndpointGuard(string host, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Whether a host is the endpoint or below it.</summary>
    public bool Allows(string other) =>
        other.Equals(host, StringComparison.OrdinalIgnoreCase) || other.EndsWith("." + host, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Allows(request.RequestUri!.Host))
        {
            return new HttpResponseMessage(HttpStatusCode.MisdirectedRequest) { RequestMessage = request, Content = new ByteArrayContent([]) };
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);

        // The clients of stores follow redirects by themselves, with a signature for the host that is named there.
        response.Headers.Location = null;
        return response;
    }
}
