using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.S3;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Uploads;

/// <summary>Against OpenStack Swift.</summary>
[Collection(nameof(SwiftServer))]
public sealed class S3RecordUploadTests(SwiftServer server) : RecordUploadTests
{
    private static int _buckets;

    [Fact]
    public async Task What_is_broken_off_leaves_no_parts()
    {
        using IWritableObjectStore store = await OpenAsync();
        Record(Bytes.Of(PartBytes + 1));
        int unfinished = -1;
        using CancellationTokenSource end = new();
        await using CancellationTokenRegistration look = end.Token.Register(() => unfinished = server.CountUnfinishedAsync(Bucket).GetAwaiter().GetResult());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Upload(new EndingStore(store, end)).RunAsync(Name, end.Token));
        Assert.Equal((1, 0), (unfinished, await server.CountUnfinishedAsync(Bucket)));
    }

    // Swift does not know the condition, so what it does with one is not to be seen there.
    [Fact]
    public async Task What_somebody_puts_there_meanwhile_is_not_written_over()
    {
        using PreconditionNetwork network = new();
        using S3ObjectStore store = new("s3", S3Clients.Create(server.Account(), host => StoreHttp.Over(host, network)));
        ObjectAddress address = new(Bucket, "a.mp4");
        using ObjectReply whole = await store.PutAsync(address, Bytes.Of(10), Token);
        using ObjectReply parts = await store.CompletePartsAsync(new PartedUpload(address, "id"), ["\"a\""], Token);
        Assert.Equal((ObjectReplyStatus.Changed, ObjectReplyStatus.Changed), (whole.Status, parts.Status));
        Assert.Equal(["*", "*"], network.Conditions);
    }

    private protected override string Bucket { get; } = $"uploads-{Interlocked.Increment(ref _buckets)}";

    private protected override async Task<IWritableObjectStore> OpenAsync()
    {
        await server.CreateBucketAsync(Bucket);
        return Open(server.Account());
    }

    private protected override IWritableObjectStore OpenWrong() => Open(server.Account(secretKey: "wrong-secret"));

    private static S3ObjectStore Open(S3Account account) => new("s3", S3Clients.Create(account, host => StoreHttp.Create(host, [])));
}
