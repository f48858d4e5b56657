using Amazon.Runtime;

namespace Vod.Media.Host.Storage.S3;

/// <summary>Gives a client of S3 the HTTP it is to use.</summary>
/// <param name="client">Lives as long as the client of S3.</param>
internal sealed class S3HttpClients(HttpClient client) : HttpClientFactory, IDisposable
{
    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
