using System.Net.Http.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Vod.Media.Host.Storage.S3;

namespace Vod.Storage.Tests.Servers;

/// <summary>OpenStack Swift with its S3 API, one for all tests of the collection.</summary>
[CollectionDefinition(nameof(SwiftServer))]
public sealed class SwiftServer : IAsyncLifetime, ICollectionFixture<SwiftServer>
{
    /// <summary>Starts another S3 server instead, for a second opinion.</summary>
    private static readonly string Script = Environment.GetEnvironmentVariable("VOD_S3_SERVER") ?? "start-swift";

    private static readonly HttpClient Http = new();
    private StoreProcess? _process;
    private AmazonS3Client? _client;

    public Uri Endpoint { get; private set; } = new("http://127.0.0.1");

    public string AccessKey { get; private set; } = "";

    public string SecretKey { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _process = await StoreProcess.StartAsync(Script);
        Endpoint = new Uri(Said("endpoint"));
        AccessKey = Said("accessKey");
        SecretKey = Said("secretKey");
        AmazonS3Config config = new()
        {
            ServiceURL = Endpoint.AbsoluteUri,
            AuthenticationRegion = Said("region"),
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        _client = new AmazonS3Client(new BasicAWSCredentials(AccessKey, SecretKey), config);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>The account as the settings would give it.</summary>
    public S3Account Account(string? accessKey = null, string? secretKey = null, Uri? endpoint = null) => new()
    {
        Endpoint = endpoint ?? Endpoint,
        Region = Said("region"),
        PathStyle = true,
        AccessKey = accessKey ?? AccessKey,
        SecretKey = secretKey ?? SecretKey,
    };

    public Task CreateBucketAsync(string bucket) => _client!.PutBucketAsync(bucket);

    /// <summary>Stores an object.</summary>
    /// <returns>Its ETag.</returns>
    public async Task<string> UploadAsync(string bucket, string key, byte[] content)
    {
        using MemoryStream stream = new(content);
        PutObjectRequest request = new() { BucketName = bucket, Key = key, InputStream = stream, UseChunkEncoding = false };
        return (await _client!.PutObjectAsync(request)).ETag;
    }

    /// <summary>Stores an object in parts.</summary>
    public async Task<string> UploadPartsAsync(string bucket, string key, params byte[][] parts)
    {
        InitiateMultipartUploadResponse upload = await _client!.InitiateMultipartUploadAsync(bucket, key);
        List<PartETag> done = [];
        foreach (byte[] part in parts)
        {
            using MemoryStream stream = new(part);
            UploadPartRequest request = new()
            {
                BucketName = bucket,
                Key = key,
                UploadId = upload.UploadId,
                PartNumber = done.Count + 1,
                InputStream = stream,
                UseChunkEncoding = false,
            };
            done.Add(new PartETag(done.Count + 1, (await _client.UploadPartAsync(request)).ETag));
        }

        CompleteMultipartUploadRequest complete = new() { BucketName = bucket, Key = key, UploadId = upload.UploadId, PartETags = done };
        await _client.CompleteMultipartUploadAsync(complete);
        return (await _client.GetObjectMetadataAsync(bucket, key)).ETag;
    }

    /// <summary>How many objects are on their way in parts.</summary>
    public async Task<int> CountUnfinishedAsync(string bucket) =>
        (await _client!.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = bucket })).MultipartUploads?.Count ?? 0;

    /// <summary>Puts objects one behind the other under a new name without copying them (static large object), so that a huge one takes no room: the same may come many times.</summary>
    /// <param name="bucket">The bucket of all of them.</param>
    /// <param name="key">The new name.</param>
    /// <param name="segments">Keys, at most 1000.</param>
    public async Task JoinAsync(string bucket, string key, IEnumerable<string> segments)
    {
        Assert.SkipUnless(Script == "start-swift", "Only Swift makes a huge object of small ones.");
        using HttpRequestMessage login = new(HttpMethod.Get, new Uri(Endpoint, "/auth/v1.0"))
        {
            Headers = { { "X-Auth-User", AccessKey }, { "X-Auth-Key", SecretKey } },
        };
        using HttpResponseMessage account = await Http.SendAsync(login);
        account.EnsureSuccessStatusCode();
        Uri manifest = new($"{account.Headers.GetValues("X-Storage-Url").Single()}/{bucket}/{key}?multipart-manifest=put");
        using HttpRequestMessage put = new(HttpMethod.Put, manifest)
        {
            Headers = { { "X-Auth-Token", account.Headers.GetValues("X-Auth-Token").Single() } },
            Content = JsonContent.Create(segments.Select(segment => new { path = $"/{bucket}/{segment}" })),
        };
        using HttpResponseMessage joined = await Http.SendAsync(put);
        Assert.True(joined.IsSuccessStatusCode, await joined.Content.ReadAsStringAsync());
    }

    private string Said(string name) => _process!.Ready.GetProperty(name).GetString()!;
}
