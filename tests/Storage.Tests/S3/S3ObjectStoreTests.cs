using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.S3;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.S3;

/// <summary>Against OpenStack Swift.</summary>
[Collection(nameof(SwiftServer))]
public sealed class S3ObjectStoreTests(SwiftServer server) : IAsyncLifetime
{
    private static int _buckets;

    private readonly string _bucket = $"films-{Interlocked.Increment(ref _buckets)}";
    private readonly S3ObjectStore _store = Open(server.Account());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await server.CreateBucketAsync(_bucket);

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_look_tells_size_and_version()
    {
        byte[] content = Bytes.Of(1000);
        string version = await server.UploadAsync(_bucket, "a.mp4", content);

        using ObjectReply reply = await _store.LookAsync(At("a.mp4"), Token);

        Assert.Equal((ObjectReplyStatus.Found, 1000L, ""), (reply.Status, reply.Size, reply.Detail));
        Assert.Equal(version, reply.EntityTag);
        Assert.Matches("^\"[0-9a-f]{32}\"$", reply.EntityTag);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(300, 400, 400)]
    [InlineData(999, 1, 1)]
    [InlineData(0, 1000, 1000)]
    [InlineData(900, 5000, 100)]
    public async Task A_range_comes_as_far_as_the_object_goes(int offset, int length, int comes)
    {
        byte[] content = Bytes.Of(1000);
        string version = await server.UploadAsync(_bucket, "a.mp4", content);

        ObjectReply reply = await _store.GetAsync(At("a.mp4"), offset, length, entityTag: null, Token);

        Assert.Equal((ObjectReplyStatus.Found, 1000L, offset, comes, version), (reply.Status, reply.Size, reply.Offset, reply.Length, reply.EntityTag));
        Assert.Equal(content[offset..(offset + comes)], await Bytes.ReadAsync(reply));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1000, 1000)]
    [InlineData(1000, 5000)]
    public async Task Behind_the_end_there_is_nothing(int size, int offset)
    {
        await server.UploadAsync(_bucket, "a.mp4", Bytes.Of(size));
        using ObjectReply look = await _store.LookAsync(At("a.mp4"), Token);
        using ObjectReply reply = await _store.GetAsync(At("a.mp4"), offset, 10, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.Found, size), (look.Status, look.Size));
        Assert.Equal(ObjectReplyStatus.BeyondEnd, reply.Status);
    }

    [Fact]
    public async Task A_version_that_was_replaced_is_not_mixed_up_with_the_new_one()
    {
        string first = await server.UploadAsync(_bucket, "a.mp4", Bytes.Of(1000));
        using (ObjectReply same = await _store.GetAsync(At("a.mp4"), 0, 10, first, Token))
        {
            Assert.Equal(ObjectReplyStatus.Found, same.Status);
        }

        await server.UploadAsync(_bucket, "a.mp4", Bytes.Of(1001));
        using ObjectReply other = await _store.GetAsync(At("a.mp4"), 0, 10, first, Token);
        Assert.Equal(ObjectReplyStatus.Changed, other.Status);
    }

    [Theory]
    [InlineData("films-1", "none.mp4")]
    [InlineData("no-such-bucket", "a.mp4")]
    public async Task What_is_not_there_is_not_found(string bucket, string key)
    {
        ObjectAddress address = new(bucket == "films-1" ? _bucket : bucket, key);
        using ObjectReply look = await _store.LookAsync(address, Token);
        using ObjectReply range = await _store.GetAsync(address, 0, 1, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.NotFound, ObjectReplyStatus.NotFound), (look.Status, range.Status));
    }

    [Theory]
    [InlineData("test:tester", "wrong-secret")]
    [InlineData("AKIAWRONG", "testing")]
    public async Task Wrong_credentials_are_denied_and_not_told(string accessKey, string secretKey)
    {
        await server.UploadAsync(_bucket, "a.mp4", Bytes.Of(10));
        using S3ObjectStore store = Open(server.Account(accessKey, secretKey));
        foreach (Task<ObjectReply> asking in new[] { store.LookAsync(At("a.mp4"), Token), store.GetAsync(At("a.mp4"), 0, 1, entityTag: null, Token) })
        {
            using ObjectReply reply = await asking;
            Assert.Equal(ObjectReplyStatus.Denied, reply.Status);
            Assert.StartsWith("the store answers 403", reply.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain(accessKey, reply.Detail, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secretKey, reply.Detail, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("=", reply.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a b.mp4")]
    [InlineData("a+b.mp4")]
    [InlineData("100%.mp4")]
    [InlineData("%2e%2e/%2F.mp4")]
    [InlineData("a%20b.mp4")]
    [InlineData("фильм/映画.mp4")]
    [InlineData("e\u0301.mp4")]
    [InlineData("a#b?c=d&e.mp4")]
    [InlineData("(a)'[b]{c}!$*,;=@~^`|\"<>.mp4")]
    [InlineData("...")]
    [InlineData("a/.../b..mp4")]
    public async Task A_name_is_what_it_is(string key)
    {
        byte[] content = Bytes.Of(key.Length);
        await server.UploadAsync(_bucket, key, content);
        Assert.Equal(content, await Bytes.ReadAsync(await _store.GetAsync(At(key), 0, 1000, entityTag: null, Token)));
        using ObjectReply look = await _store.LookAsync(At(key), Token);
        Assert.Equal(ObjectReplyStatus.Found, look.Status);
    }

    [Fact]
    public async Task An_object_uploaded_in_parts_has_a_version_too()
    {
        byte[] first = Bytes.Of(5 << 20);
        string version = await server.UploadPartsAsync(_bucket, "a.mp4", first, Bytes.Of(100));
        Assert.EndsWith("-2\"", version, StringComparison.Ordinal);

        ObjectReply reply = await _store.GetAsync(At("a.mp4"), first.Length - 10, 20, version, Token);

        Assert.Equal((version, first.Length + 100L), (reply.EntityTag, reply.Size));
        byte[] seam = [.. first[^10..], .. Bytes.Of(100)[..10]];
        Assert.Equal(seam, await Bytes.ReadAsync(reply));
    }

    [Fact]
    public async Task Ten_gigabytes_are_read_at_their_end()
    {
        const int Segment = 16 << 20;
        const int Segments = 640;
        byte[] end = Bytes.Of(1000);
        await server.UploadAsync(_bucket, "zeros", new byte[Segment]);
        await server.UploadAsync(_bucket, "end", end);
        await server.JoinAsync(_bucket, "huge.mp4", [.. Enumerable.Repeat("zeros", Segments), "end"]);
        long size = ((long)Segment * Segments) + end.Length;

        using ObjectReply look = await _store.LookAsync(At("huge.mp4"), Token);
        ObjectReply reply = await _store.GetAsync(At("huge.mp4"), size - 500, 500, look.EntityTag, Token);

        Assert.Equal((ObjectReplyStatus.Found, size), (look.Status, look.Size));
        Assert.Equal((ObjectReplyStatus.Found, size - 500), (reply.Status, reply.Offset));
        Assert.Equal(end[500..], await Bytes.ReadAsync(reply));
    }

    [Fact]
    public async Task A_private_authority_is_trusted_when_it_is_named_and_only_then()
    {
        await server.UploadAsync(_bucket, "a.mp4", Bytes.Of(10));
        await using TlsFront front = new(server.Endpoint);
        using S3ObjectStore trusting = new("s3", S3Clients.Create(server.Account(endpoint: front.Endpoint), host => StoreHttp.Create(host, [front.Authority])));
        using S3ObjectStore distrusting = Open(server.Account(endpoint: front.Endpoint));

        Assert.Equal(Bytes.Of(10), await Bytes.ReadAsync(await trusting.GetAsync(At("a.mp4"), 0, 10, entityTag: null, Token)));
        using ObjectReply reply = await distrusting.GetAsync(At("a.mp4"), 0, 10, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.Failed, "the certificate of the store is not trusted, or it speaks no TLS"), (reply.Status, reply.Detail));
    }

    private static S3ObjectStore Open(S3Account account) => new("s3", S3Clients.Create(account, host => StoreHttp.Create(host, [])));

    private ObjectAddress At(string key) => new(_bucket, key);
}
