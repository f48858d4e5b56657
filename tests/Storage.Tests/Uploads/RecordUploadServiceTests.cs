using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Media.Host.Engine;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.S3;
using Vod.Media.Host.Storage.Uploads;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Uploads;

/// <summary>From one start to the next, as the media plane puts it together.</summary>
[Collection(nameof(SwiftServer))]
public sealed class RecordUploadServiceTests(SwiftServer server) : IDisposable
{
    private const int Uploaded = 531;
    private const int NotYet = 532;
    private const string Bucket = "recordings";

    private readonly string _root = Directory.CreateTempSubdirectory("vod-upload-").FullName;
    private readonly Lines<RecordUploadService> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task What_one_start_could_not_upload_the_next_does_and_it_still_plays()
    {
        await server.CreateBucketAsync(Bucket);
        File("a.mp4", Bytes.Of(2_000_000), age: 1);
        File("b.webm", Bytes.Of(20), age: 2);
        File(".recording.c.mp4", Bytes.Of(30), age: 3);
        File("notes.txt", Bytes.Of(40), age: 4);

        await using (ServiceProvider wrong = await StartAsync(server.Account(secretKey: "wrong-secret")))
        {
            (int what, string text) = await _log.NextAsync();
            Assert.Equal(NotYet, what);
            Assert.StartsWith("The recording b.webm could not be uploaded: the store answers 403", text, StringComparison.Ordinal);
            Assert.DoesNotContain("wrong-secret", text, StringComparison.Ordinal);
            await StopAsync(wrong);
        }

        Assert.Equal([".recording.c.mp4", "a.mp4", "b.webm", "notes.txt"], Files());
        await using ServiceProvider right = await StartAsync(server.Account());
        Assert.Equal((Uploaded, "Uploaded the recording b.webm, 20 bytes, and deleted the file"), await _log.NextAsync());
        Assert.Equal((Uploaded, "Uploaded the recording a.mp4, 2000000 bytes, and deleted the file"), await _log.NextAsync());
        Assert.Equal([".recording.c.mp4", "notes.txt"], Files());
        Assert.Equal((2L, 2_000_020L), (right.GetRequiredService<UploadCounters>().EndedWith(UploadOutcome.Done), right.GetRequiredService<UploadCounters>().Bytes));

        Assert.Equal(Bytes.Of(2_000_000), await PlayAsync(right, "a.mp4"));
        Assert.Null(await PlayAsync(right, "none.mp4"));
        Assert.Null(await PlayAsync(right, "records/a.mp4"));
        File("d.mp4", Bytes.Of(50), age: 0);
        right.GetRequiredService<UploadQueue>().Offer("d.mp4");
        Assert.Equal(Uploaded, (await _log.NextAsync()).EventId);
        await StopAsync(right);
    }

    private static async Task<byte[]?> PlayAsync(ServiceProvider services, string path)
    {
        StorageOpenResult opened = await services.GetRequiredService<IMediaStorage>().OpenAsync(path, Token);
        if (opened.Content is null)
        {
            Assert.Equal(StorageOpenStatus.NotFound, opened.Status);
            return null;
        }

        using IAssetContent content = opened.Content;
        byte[] read = new byte[3_000_000];
        return read[..await content.ReadAsync(0, read, Token)];
    }

    private static Task StopAsync(ServiceProvider services) => services.GetRequiredService<IHostedService>().StopAsync(Token);

    private void File(string name, byte[] content, int age)
    {
        string path = Path.Join(Directory.CreateDirectory(Path.Join(_root, "records")).FullName, name);
        System.IO.File.WriteAllBytes(path, content);
        System.IO.File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-age));
    }

    private string[] Files() => [.. Directory.EnumerateFiles(Path.Join(_root, "records")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    private async Task<ServiceProvider> StartAsync(S3Account account)
    {
        string records = Path.Join(_root, "records");
        ServiceCollection services = new();
        services.AddLogging();
        services.AddSingleton<ILogger<RecordUploadService>>(_log);
        services.AddSingleton<Meter>(_ => new("test"));
        services.Configure<MediaEngineOptions>(options => options.Directory = _root);
        services.Configure<ObjectCacheOptions>(options => options.Directory = Path.Combine(_root, "cache"));
        services.Configure<StorageOptions>(options => options.Stores.Add(new ObjectStoreOptions { Name = "s3", Kind = ObjectStoreKind.S3, S3 = [account] }));
        services.Configure<RecordingOptions>(options => (options.Directory, options.Upload) = (records, $"s3/{Bucket}/records"));
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<RecordingOptions>>().Value);
        services.AddSingleton<IRecordFolder>(new LocalRecordFolder(records));
        services.AddSingleton<UploadQueue>();
        services.AddMediaStorage();
        services.AddRecordUploads();
        ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IHostedService>().StartAsync(Token);
        return provider;
    }
}
