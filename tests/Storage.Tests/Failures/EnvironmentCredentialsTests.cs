using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.S3;
using Vod.Storage.Tests.Servers;

namespace Vod.Storage.Tests.Failures;

/// <summary>Credentials that the settings do not have. Variables belong to the process, so these run beside no other tests.</summary>
[Collection(nameof(EnvironmentCredentialsTests))]
[CollectionDefinition(nameof(EnvironmentCredentialsTests), DisableParallelization = true)]
public sealed class EnvironmentCredentialsTests : IDisposable
{
    // No profile and no metadata service of the machine the tests run on.
    private readonly EnvironmentVariables _nothing = new(
        ("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null), ("AWS_SESSION_TOKEN", null), ("AWS_PROFILE", null),
        ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"), ("AWS_CONFIG_FILE", "/dev/null"), ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"), ("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _nothing.Dispose();

    [Fact]
    public async Task Variables_give_credentials_for_S3_but_no_endpoint()
    {
        using EnvironmentVariables given = new(("AWS_ACCESS_KEY_ID", "AKIDENV"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_SESSION_TOKEN", "token42"));
        await using ScriptedServer server = new("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using S3ObjectStore store = Open(server.Endpoint);

        using ObjectReply reply = await store.LookAsync(StoreUnderTest.Address, Token);

        Assert.Equal(ObjectReplyStatus.NotFound, reply.Status);
        string head = Assert.Single(server.Requests);
        Assert.Contains("Credential=AKIDENV/", head, StringComparison.Ordinal);
        Assert.Contains("token42", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_do_not_say_where_Amazon_is()
    {
        using EnvironmentVariables given = new(("AWS_ACCESS_KEY_ID", "AKIDENV"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_REGION", "us-west-2"));
        using RecordingNetwork network = new();
        using S3ObjectStore store = new("s3", S3Clients.Create(new S3Account { Region = "eu-west-1" }, host => StoreHttp.Over(host, network)));
        using ObjectReply reply = await store.LookAsync(StoreUnderTest.Address, Token);
        Assert.Equal(ObjectReplyStatus.NotFound, reply.Status);
        Assert.Equal("films.s3.eu-west-1.amazonaws.com", Assert.Single(network.Requests).Host);
    }

    [Fact]
    public async Task An_environment_without_credentials_is_denied_without_a_request()
    {
        await using ScriptedServer server = new("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using S3ObjectStore store = Open(server.Endpoint);
        using ObjectReply reply = await store.LookAsync(StoreUnderTest.Address, Token);
        Assert.Equal((ObjectReplyStatus.Denied, "the environment has no credentials for the store"), (reply.Status, reply.Detail));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task An_identity_of_the_machine_is_what_Azure_gets_without_a_key()
    {
        // The identity service of Azure App Service, as documented: the token is asked for with a header of the environment.
        await using ScriptedServer identity = new(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
            + $$"""{"access_token":"token42","expires_on":"{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()}}","resource":"https://storage.azure.com/","token_type":"Bearer"}""");
        using EnvironmentVariables given = new(("IDENTITY_ENDPOINT", identity.Endpoint.AbsoluteUri), ("IDENTITY_HEADER", "header42"), ("AZURE_TOKEN_CREDENTIALS", "ManagedIdentityCredential"));
        await using ScriptedServer server = new("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using TlsFront front = new(server.Endpoint);
        using AzureObjectStore store = new("azure", AzureClients.Create(new AzureAccount { Endpoint = new Uri(front.Endpoint, "/account") }, host => StoreHttp.Create(host, [front.Authority])));

        using ObjectReply reply = await store.LookAsync(StoreUnderTest.Address, Token);

        Assert.Equal(ObjectReplyStatus.NotFound, reply.Status);
        Assert.Contains("resource=https", Assert.Single(identity.Requests), StringComparison.Ordinal);
        Assert.Contains("\nAuthorization: Bearer token42\r", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    private static S3ObjectStore Open(Uri endpoint) =>
        new("s3", S3Clients.Create(new S3Account { Endpoint = endpoint, Region = "eu-west-1", PathStyle = true }, host => StoreHttp.Create(host, [])));
}
