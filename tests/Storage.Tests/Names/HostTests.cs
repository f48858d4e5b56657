using Vod.Media.Host.Storage;
using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.S3;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Names;

/// <summary>Whatever a viewer writes, requests go to the endpoint of the settings.</summary>
public sealed class HostTests
{
    private static readonly string[] Names =
    [
        "evil.com/a.mp4", "evil.com#/a.mp4", "evil.com?/a.mp4", "user@evil.com/a.mp4", "evil.com%2f/a.mp4", "evil.com%23/a.mp4", "169.254.169.254/latest", "127.0.0.1/a.mp4", "[--1]/a.mp4",
        "localhost/a.mp4", "films/@evil.com/a.mp4", "films/#@evil.com/", "films/#@evil.com/a", "films/?x-id=GetObject&a", "films/%2e%2e/%2e%2e/other/a.mp4", "films/..%2f..%2fother/a.mp4",
        "films/https%3a%2f%2fevil.com", "films/a%00b", "films/a b\u00a0c", "films/a\u2025b", "films/\uff0e\uff0e/\uff0fa", "films/;a=b", "films/a\u202eb", "xn--films/a.mp4", "a..b/a.mp4", "films./a.mp4",
        "films--use1-az4--x-s3/a.mp4", "films.mrap/a.mp4", "s3.amazonaws.com/a.mp4", "arn-aws-s3/a.mp4", "films-s3alias/a.mp4",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, false, "s3.eu-west-1.amazonaws.com")]
    [InlineData(null, true, "s3.eu-west-1.amazonaws.com")]
    [InlineData("https://store.example:9000", false, "store.example")]
    [InlineData("https://store.example:9000", true, "store.example")]
    public async Task A_name_of_S3_changes_no_host(string? endpoint, bool pathStyle, string host)
    {
        using RecordingNetwork network = new();
        S3Account account = new() { Endpoint = endpoint is null ? null : new Uri(endpoint), Region = "eu-west-1", PathStyle = pathStyle, AccessKey = "key", SecretKey = "secret" };
        using S3ObjectStore store = new("s3", S3Clients.Create(account, guarded => StoreHttp.Over(guarded, network)));

        foreach (ObjectAddress address in await AskForAllAsync(store, new ObjectNames(S3BucketName.IsWellFormed, "", "public", [])))
        {
            Assert.True(network.Requests.TryDequeue(out Uri? sent));
            bool isInHost = sent.Host == $"{address.Bucket}.{host}";
            Assert.True(isInHost || sent.Host == host, sent.AbsoluteUri);
            Assert.Equal(endpoint is null ? 443 : 9000, sent.Port);
            Assert.StartsWith(isInHost ? "/public/" : $"/{address.Bucket}/public/", sent.AbsolutePath, StringComparison.Ordinal);
            Assert.Equal(address.Key, Uri.UnescapeDataString(sent.AbsolutePath[(isInHost ? 1 : address.Bucket.Length + 2)..]));
            Assert.Equal(("", "", ""), (sent.UserInfo, sent.Fragment, sent.Query.Replace("?x-id=GetObject", "", StringComparison.Ordinal)));
        }

        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task A_name_of_Azure_changes_no_host()
    {
        using RecordingNetwork network = new();
        AzureAccount account = new() { Endpoint = new Uri("https://films.blob.core.windows.net"), Name = "films", Key = "c2VjcmV0" };
        using AzureObjectStore store = new("azure", AzureClients.Create(account, guarded => StoreHttp.Over(guarded, network)));

        foreach (ObjectAddress address in await AskForAllAsync(store, new ObjectNames(AzureContainerName.IsWellFormed, "", "public", [])))
        {
            Assert.True(network.Requests.TryDequeue(out Uri? sent));
            Assert.Equal(("films.blob.core.windows.net", 443, "", "", ""), (sent.Host, sent.Port, sent.UserInfo, sent.Fragment, sent.Query));
            Assert.StartsWith($"/{address.Bucket}/public/", sent.AbsolutePath, StringComparison.Ordinal);
            Assert.Equal(address.Key, Uri.UnescapeDataString(sent.AbsolutePath[(address.Bucket.Length + 2)..]));
        }

        Assert.Empty(network.Requests);
    }

    [Theory]
    [InlineData("store.example", true)]
    [InlineData("films.store.example", true)]
    [InlineData("STORE.example", true)]
    [InlineData("evilstore.example", false)]
    [InlineData("store.example.evil.com", false)]
    [InlineData("169.254.169.254", false)]
    public async Task A_request_to_another_host_does_not_leave(string host, bool leaves)
    {
        using RecordingNetwork network = new();
        using HttpClient client = StoreHttp.Over("store.example", network);
        using HttpResponseMessage response = await client.GetAsync(new Uri($"https://{host}/"), Token);
        Assert.Equal(leaves ? 1 : 0, network.Requests.Count);
        Assert.Equal(leaves ? 404 : 421, (int)response.StatusCode);
    }

    private static async Task<List<ObjectAddress>> AskForAllAsync(IObjectStore store, ObjectNames names)
    {
        List<ObjectAddress> asked = [];
        foreach (string name in Names)
        {
            if (names.Resolve(name, out ObjectAddress address) == StorageOpenStatus.Opened)
            {
                asked.Add(address);
                using ObjectReply reply = await store.GetAsync(address, 0, 1, entityTag: null, Token);
                Assert.Equal(ObjectReplyStatus.NotFound, reply.Status);
            }
        }

        Assert.True(asked.Count >= 10);
        return asked;
    }
}
