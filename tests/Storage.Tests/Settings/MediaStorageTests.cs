using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Settings;

/// <summary>The media folder with stores of a real server beside it, as the media plane opens them.</summary>
[Collection(nameof(SwiftServer))]
public sealed class MediaStorageTests(SwiftServer server) : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("vod-storage-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Paths_lead_to_the_folder_and_to_the_stores()
    {
        await server.CreateBucketAsync("played");
        await server.CreateBucketAsync("payroll");
        await server.UploadAsync("played", "public/a b+c%20.mp4", Bytes.Of(3_000_000));
        await server.UploadAsync("payroll", "a.mp4", Bytes.Of(10));
        Directory.CreateDirectory(Path.Combine(_root, "s3"));
        await File.WriteAllBytesAsync(Path.Combine(_root, "local.mp4"), Bytes.Of(20), Token);
        await File.WriteAllBytesAsync(Path.Combine(_root, "s3", "hidden.mp4"), Bytes.Of(30), Token);
        using ServiceProvider services = Services(
            new ObjectStoreOptions { Name = "s3", Kind = ObjectStoreKind.S3, S3 = [server.Account()], AllowedBuckets = ["played"] },
            new ObjectStoreOptions { Name = "films", Kind = ObjectStoreKind.S3, S3 = [server.Account()], Bucket = "played", Prefix = "public" },
            new ObjectStoreOptions { Name = "wrong", Kind = ObjectStoreKind.S3, S3 = [server.Account(secretKey: "no")] });
        IMediaStorage storage = services.GetRequiredService<IMediaStorage>();

        Assert.Equal(Bytes.Of(20), await ReadAsync(storage, "local.mp4"));
        Assert.Equal(Bytes.Of(3_000_000), await ReadAsync(storage, "s3/played/public/a b+c%20.mp4"));
        Assert.Equal(Bytes.Of(3_000_000), await ReadAsync(storage, "films/a b+c%20.mp4"));
        Assert.Equal(StorageOpenStatus.NotFound, await StatusAsync(storage, "films/b.mp4"));
        Assert.Equal(StorageOpenStatus.NotFound, await StatusAsync(storage, "s3"));
        Assert.Equal(StorageOpenStatus.MalformedPath, await StatusAsync(storage, "films/../a.mp4"));
        Assert.Equal(StorageOpenStatus.MalformedPath, await StatusAsync(storage, "s3/hidden.mp4"));
        Assert.Equal(StorageOpenStatus.OutsideStorage, await StatusAsync(storage, "s3/payroll/a.mp4"));
        Assert.Equal(StorageOpenStatus.Unreadable, await StatusAsync(storage, "wrong/played/public/a b+c%20.mp4"));
    }

    [Fact]
    public async Task Without_a_store_everything_is_in_the_folder_and_there_is_no_cache()
    {
        Directory.CreateDirectory(Path.Combine(_root, "s3", "films"));
        await File.WriteAllBytesAsync(Path.Combine(_root, "s3", "films", "a.mp4"), Bytes.Of(20), Token);
        using ServiceProvider services = Services();
        IMediaStorage storage = services.GetRequiredService<IMediaStorage>();
        Assert.Equal(Bytes.Of(20), await ReadAsync(storage, "s3/films/a.mp4"));
        Assert.Equal(StorageOpenStatus.NotFound, await StatusAsync(storage, "azure/films/a.mp4"));
        Assert.False(Directory.Exists(Path.Combine(_root, "cache")));
    }

    private static async Task<byte[]> ReadAsync(IMediaStorage storage, string path)
    {
        StorageOpenResult opened = await storage.OpenAsync(path, Token);
        Assert.Equal((StorageOpenStatus.Opened, ""), (opened.Status, opened.Detail));
        using IAssetContent content = opened.Content!;
        byte[] read = new byte[4_000_000];
        return read[..await content.ReadAsync(0, read, Token)];
    }

    private static async Task<StorageOpenStatus> StatusAsync(IMediaStorage storage, string path)
    {
        StorageOpenResult opened = await storage.OpenAsync(path, Token);
        opened.Content?.Dispose();
        return opened.Status;
    }

    private ServiceProvider Services(params ObjectStoreOptions[] stores)
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<Meter>(_ => new("test"));
        services.Configure<MediaEngineOptions>(options => options.Directory = _root);
        services.Configure<ObjectCacheOptions>(options => options.Directory = Path.Combine(_root, "cache"));
        services.Configure<StorageOptions>(options => Array.ForEach(stores, options.Stores.Add));
        services.AddMediaStorage();
        return services.BuildServiceProvider();
    }
}
