using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.Uploads;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Uploads;

/// <summary>Against Azurite.</summary>
[Collection(nameof(AzuriteServer))]
public sealed class AzureRecordUploadTests(AzuriteServer server) : RecordUploadTests
{
    private static int _containers;

    [Theory]
    [InlineData(1000)]
    [InlineData(PartBytes + 1)]
    public async Task What_somebody_puts_there_meanwhile_is_not_written_over(int size)
    {
        using IWritableObjectStore store = await OpenAsync();
        Record(Bytes.Of(10));
        await Upload(store).RunAsync(Name, Token);
        string path = Record(Bytes.Of(size));

        Assert.Equal(UploadOutcome.Refused, (await Upload(new LateStore(store)).RunAsync(Name, Token)).Outcome);
        Assert.True(File.Exists(path));
        Assert.Equal(Bytes.Of(10), await StoredAsync(store, 100));
    }

    private protected override string Bucket { get; } = $"uploads-{Interlocked.Increment(ref _containers)}";

    private protected override async Task<IWritableObjectStore> OpenAsync()
    {
        await server.CreateContainerAsync(Bucket);
        return Open(server.Account());
    }

    private protected override IWritableObjectStore OpenWrong() => Open(server.Account(Convert.ToBase64String(Bytes.Of(64))));

    private static AzureObjectStore Open(AzureAccount account) => new("azure", AzureClients.Create(account, host => StoreHttp.Create(host, [])));
}
