using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Vod.Media.Host.Storage.Azure;

namespace Vod.Storage.Tests.Servers;

/// <summary>Azurite, one for all tests of the collection.</summary>
[CollectionDefinition(nameof(AzuriteServer))]
public sealed class AzuriteServer : IAsyncLifetime, ICollectionFixture<AzuriteServer>
{
    private StoreProcess? _process;
    private BlobServiceClient? _client;

    public Uri Endpoint { get; private set; } = new("http://127.0.0.1");

    public async ValueTask InitializeAsync()
    {
        _process = await StoreProcess.StartAsync("start-azurite");
        Endpoint = new Uri(Said("endpoint"));
        _client = new BlobServiceClient(Endpoint, Credential);
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>What signs for the account.</summary>
    public StorageSharedKeyCredential Credential => new(Said("account"), Said("accountKey"));

    /// <summary>The account as the settings would give it.</summary>
    public AzureAccount Account(string? key = null, Uri? endpoint = null) => new() { Endpoint = endpoint ?? Endpoint, Name = Said("account"), Key = key ?? Said("accountKey") };

    public Task CreateContainerAsync(string container) => _client!.CreateBlobContainerAsync(container);

    /// <summary>Stores a blob.</summary>
    /// <returns>Its ETag as it stands in answers.</returns>
    public async Task<string> UploadAsync(string container, string name, byte[] content)
    {
        using MemoryStream stream = new(content);
        BlobContentInfo stored = await _client!.GetBlobContainerClient(container).GetBlobClient(name).UploadAsync(stream, overwrite: true);
        return stored.ETag.ToString("H");
    }

    /// <summary>Stores a blob of any size whose bytes are zero but for some at its end (page blob).</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">Its name.</param>
    /// <param name="size">A multiple of 512.</param>
    /// <param name="end">Its last bytes, a multiple of 512.</param>
    public async Task UploadSparseAsync(string container, string name, long size, byte[] end)
    {
        PageBlobClient blob = _client!.GetBlobContainerClient(container).GetPageBlobClient(name);
        await blob.CreateAsync(size);
        using MemoryStream stream = new(end);
        await blob.UploadPagesAsync(stream, size - end.Length);
    }

    private string Said(string name) => _process!.Ready.GetProperty(name).GetString()!;
}
