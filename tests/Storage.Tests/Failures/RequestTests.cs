using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.S3;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Failures;

/// <summary>What is sent for a range.</summary>
public sealed class RequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S3_is_asked_for_a_range_of_a_version_and_for_no_checksum()
    {
        string head = await SentAsync(endpoint => StoreUnderTest.Open("s3", endpoint));
        Assert.StartsWith("GET /films/a.mp4", head, StringComparison.Ordinal);
        Assert.Contains("\nRange: bytes=100-299\r", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\nIf-Match: \"v\"\r", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"\nAuthorization: AWS4-HMAC-SHA256 Credential={StoreUnderTest.Key}/", head, StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/s3/aws4_request", head, StringComparison.Ordinal);
        Assert.DoesNotContain("checksum", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(StoreUnderTest.Secret, head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_is_asked_for_a_range_of_a_version()
    {
        string head = await SentAsync(endpoint => StoreUnderTest.Open("azure", endpoint));
        Assert.StartsWith("GET /account/films/a.mp4 ", head, StringComparison.Ordinal);
        Assert.Contains("range: bytes=100-299\r", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\nIf-Match: \"v\"\r", head, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"\nAuthorization: SharedKey {StoreUnderTest.Key}:", head, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(StoreUnderTest.Secret, head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_the_client_of_Azure_takes_for_another_is_not_asked()
    {
        // Where the host is an address, it takes the first name of the path for the account: the container would be one, and the blob a container.
        await using ScriptedServer server = new("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using AzureObjectStore store = new("azure", AzureClients.Create(new AzureAccount { Endpoint = server.Endpoint, Sas = "sig" }, host => StoreHttp.Create(host, [])));
        using ObjectReply reply = await store.GetAsync(StoreUnderTest.Address, 0, 1, entityTag: null, Token);
        Assert.Equal(ObjectReplyStatus.Failed, reply.Status);
        StoreUnderTest.IsFitForTheLog(reply.Detail);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Temporary_credentials_send_their_token()
    {
        string head = await SentAsync(endpoint =>
        {
            S3Account account = new() { Endpoint = endpoint, Region = "eu-west-1", PathStyle = true, AccessKey = "key", SecretKey = "secret", SessionToken = "token42" };
            return new S3ObjectStore("s3", S3Clients.Create(account, host => StoreHttp.Create(host, [])));
        });
        Assert.Contains("\nX-Amz-Security-Token: token42\r", head, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> SentAsync(Func<Uri, IObjectStore> open)
    {
        await using ScriptedServer server = new("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using IObjectStore store = open(server.Endpoint);
        using ObjectReply reply = await store.GetAsync(StoreUnderTest.Address, 100, 200, "\"v\"", Token);
        Assert.Equal(ObjectReplyStatus.NotFound, reply.Status);
        return Assert.Single(server.Requests);
    }
}
