using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.Objects;
using Vod.Media.Host.Storage.S3;

namespace Vod.Storage.Tests.Failures;

/// <summary>The two kinds of store, with credentials that must not show up anywhere.</summary>
internal static class StoreUnderTest
{
    public const string Key = "AKIDVODTEST";

    /// <summary>Base64, as keys of Azure are.</summary>
    public const string Secret = "c2VjcmV0c2VjcmV0";

    public static readonly ObjectAddress Address = new("films", "a.mp4");

    public static IObjectStore Open(string kind, Uri endpoint) => kind == "azure"
        ? new AzureObjectStore("azure", AzureClients.Create(new AzureAccount { Endpoint = new Uri(endpoint, "/account"), Name = Key, Key = Secret }, Connect))
        : new S3ObjectStore("s3", S3Clients.Create(new S3Account { Endpoint = endpoint, Region = "eu-west-1", PathStyle = true, AccessKey = Key, SecretKey = Secret }, Connect));

    /// <summary>One line, and nothing in it that signs or was signed.</summary>
    public static void IsFitForTheLog(string detail)
    {
        Assert.NotEmpty(detail);
        Assert.DoesNotContain('\n', detail);
        Assert.DoesNotContain('=', detail);
        Assert.DoesNotContain('<', detail);
        Assert.DoesNotContain(Key, detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, detail, StringComparison.OrdinalIgnoreCase);
    }

    private static HttpClient Connect(string host) => StoreHttp.Create(host, []);
}
