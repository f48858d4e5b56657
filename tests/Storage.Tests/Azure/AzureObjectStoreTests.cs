using Azure.Storage.Sas;
using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.Objects;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Azure;

/// <summary>Against Azurite.</summary>
[Collection(nameof(AzuriteServer))]
public sealed class AzureObjectStoreTests(AzuriteServer server) : IAsyncLifetime
{
    private static int _containers;

    private readonly string _container = $"films-{Interlocked.Increment(ref _containers)}";
    private readonly AzureObjectStore _store = Open(server.Account());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await server.CreateContainerAsync(_container);

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_look_tells_size_and_version()
    {
        string version = await server.UploadAsync(_container, "a.mp4", Bytes.Of(1000));

        using ObjectReply reply = await _store.LookAsync(At("a.mp4"), Token);

        Assert.Equal((ObjectReplyStatus.Found, 1000L, "", version), (reply.Status, reply.Size, reply.Detail, reply.EntityTag));
        Assert.Matches("^\"0x[0-9A-F]+\"$", reply.EntityTag);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(300, 400, 400)]
    [InlineData(999, 1, 1)]
    [InlineData(0, 1000, 1000)]
    [InlineData(900, 5000, 100)]
    public async Task A_range_comes_as_far_as_the_blob_goes(int offset, int length, int comes)
    {
        byte[] content = Bytes.Of(1000);
        string version = await server.UploadAsync(_container, "a.mp4", content);

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
        await server.UploadAsync(_container, "a.mp4", Bytes.Of(size));
        using ObjectReply look = await _store.LookAsync(At("a.mp4"), Token);
        using ObjectReply reply = await _store.GetAsync(At("a.mp4"), offset, 10, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.Found, size), (look.Status, look.Size));
        Assert.Equal(ObjectReplyStatus.BeyondEnd, reply.Status);
    }

    [Fact]
    public async Task A_version_that_was_replaced_is_not_mixed_up_with_the_new_one()
    {
        string first = await server.UploadAsync(_container, "a.mp4", Bytes.Of(1000));
        using (ObjectReply same = await _store.GetAsync(At("a.mp4"), 0, 10, first, Token))
        {
            Assert.Equal(ObjectReplyStatus.Found, same.Status);
        }

        await server.UploadAsync(_container, "a.mp4", Bytes.Of(1001));
        using ObjectReply other = await _store.GetAsync(At("a.mp4"), 0, 10, first, Token);
        Assert.Equal(ObjectReplyStatus.Changed, other.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_not_there_is_not_found(bool isThereAContainer)
    {
        ObjectAddress address = new(isThereAContainer ? _container : "no-such-container", "none.mp4");
        using ObjectReply look = await _store.LookAsync(address, Token);
        using ObjectReply range = await _store.GetAsync(address, 0, 1, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.NotFound, ObjectReplyStatus.NotFound), (look.Status, range.Status));
    }

    [Fact]
    public async Task A_wrong_key_is_denied_and_not_told()
    {
        string key = Convert.ToBase64String(Bytes.Of(64));
        await server.UploadAsync(_container, "a.mp4", Bytes.Of(10));
        await IsDeniedAsync(server.Account(key), key);
    }

    [Fact]
    public async Task A_shared_access_signature_is_enough_and_a_wrong_one_is_denied_and_not_told()
    {
        byte[] content = Bytes.Of(10);
        await server.UploadAsync(_container, "a.mp4", content);
        BlobSasBuilder sas = new(BlobContainerSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1)) { BlobContainerName = _container, Resource = "c" };
        string query = sas.ToSasQueryParameters(server.Credential).ToString();

        using AzureObjectStore store = Open(new AzureAccount { Endpoint = server.Endpoint, Sas = query });
        Assert.Equal(content, await Bytes.ReadAsync(await store.GetAsync(At("a.mp4"), 0, 10, entityTag: null, Token)));

        string forged = query.Replace("sig=", "sig=A", StringComparison.Ordinal);
        await IsDeniedAsync(new AzureAccount { Endpoint = server.Endpoint, Sas = forged }, forged.Split("sig=")[1]);
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
    [InlineData("a/.../b..mp4")]
    public async Task A_name_is_what_it_is(string name)
    {
        byte[] content = Bytes.Of(name.Length);
        await server.UploadAsync(_container, name, content);
        Assert.Equal(content, await Bytes.ReadAsync(await _store.GetAsync(At(name), 0, 1000, entityTag: null, Token)));
        using ObjectReply look = await _store.LookAsync(At(name), Token);
        Assert.Equal(ObjectReplyStatus.Found, look.Status);
    }

    [Fact]
    public async Task Ten_gigabytes_are_read_at_their_end()
    {
        const long Size = 10L << 30;
        byte[] end = Bytes.Of(1024);
        await server.UploadSparseAsync(_container, "huge.mp4", Size, end);

        using ObjectReply look = await _store.LookAsync(At("huge.mp4"), Token);
        ObjectReply reply = await _store.GetAsync(At("huge.mp4"), Size - 500, 500, look.EntityTag, Token);

        Assert.Equal((ObjectReplyStatus.Found, Size), (look.Status, look.Size));
        Assert.Equal((ObjectReplyStatus.Found, Size - 500), (reply.Status, reply.Offset));
        Assert.Equal(end[^500..], await Bytes.ReadAsync(reply));
    }

    [Fact]
    public async Task A_private_authority_is_trusted_when_it_is_named_and_only_then()
    {
        await server.UploadAsync(_container, "a.mp4", Bytes.Of(10));
        await using TlsFront front = new(server.Endpoint);
        AzureAccount account = server.Account(endpoint: new Uri(front.Endpoint, server.Endpoint.AbsolutePath));
        using AzureObjectStore trusting = new("azure", AzureClients.Create(account, host => StoreHttp.Create(host, [front.Authority])));
        using AzureObjectStore distrusting = Open(account);

        Assert.Equal(Bytes.Of(10), await Bytes.ReadAsync(await trusting.GetAsync(At("a.mp4"), 0, 10, entityTag: null, Token)));
        using ObjectReply reply = await distrusting.GetAsync(At("a.mp4"), 0, 10, entityTag: null, Token);
        Assert.Equal((ObjectReplyStatus.Failed, "the certificate of the store is not trusted, or it speaks no TLS"), (reply.Status, reply.Detail));
    }

    private static AzureObjectStore Open(AzureAccount account) => new("azure", AzureClients.Create(account, host => StoreHttp.Create(host, [])));

    private async Task IsDeniedAsync(AzureAccount account, string secret)
    {
        using AzureObjectStore store = Open(account);
        foreach (Task<ObjectReply> asking in new[] { store.LookAsync(At("a.mp4"), Token), store.GetAsync(At("a.mp4"), 0, 1, entityTag: null, Token) })
        {
            using ObjectReply reply = await asking;
            Assert.Equal(ObjectReplyStatus.Denied, reply.Status);
            Assert.StartsWith("the store answers 403", reply.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, reply.Detail, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("=", reply.Detail, StringComparison.Ordinal);
        }
    }

    private ObjectAddress At(string name) => new(_container, name);
}
