using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace Vod.Media.Host.Storage.Azure;

/// <summary>Sets clients of Azure Blob Storage up: one try for each call, no time-outs of their own, only the endpoint of the settings.</summary>
internal static class AzureClients
{
    /// <summary>Makes a client for one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="connect">Makes the HTTP for a host.</param>
    public static BlobServiceClient Create(AzureAccount account, Func<string, HttpClient> connect)
    {
        BlobClientOptions options = new() { Transport = new HttpClientTransport(connect(account.Endpoint.Host)) };
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = Timeout.InfiniteTimeSpan;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.AddPolicy(new OneBodyPolicy(), HttpPipelinePosition.PerRetry);
        return account switch
        {
            { Key.Length: > 0 } => new BlobServiceClient(account.Endpoint, new StorageSharedKeyCredential(account.Name, account.Key), options),
            { Sas.Length: > 0 } => new BlobServiceClient(account.Endpoint, new AzureSasCredential(account.Sas), options),
            _ => new BlobServiceClient(account.Endpoint, new DefaultAzureCredential(), options),
        };
    }
}
