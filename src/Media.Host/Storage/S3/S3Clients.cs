using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Vod.Media.Host.Storage.S3;

/// <summary>Sets clients of S3 up: one try for each call, no time-outs and no checksums of their own, only the endpoint of the settings.</summary>
internal static class S3Clients
{
    /// <summary>Makes a client for one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="connect">Makes the HTTP for a host.</param>
    public static OneTryS3Client Create(S3Account account, Func<string, HttpClient> connect)
    {
        AmazonS3Config config = new()
        {
            ForcePathStyle = account.PathStyle,
            MaxErrorRetry = 0,
            ThrottleRetries = false,
            Timeout = Timeout.InfiniteTimeSpan,
            DisableLogging = true,

            // A range has no checksum of its own, and what a store adds unasked is for the whole object.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,

            // Variables and profiles may hold credentials, but not say where they are sent.
            IgnoreConfiguredEndpointUrls = true,
        };
        string host;
        if (account.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = account.Region;
            host = endpoint.Host;
        }
        else
        {
            RegionEndpoint region = RegionEndpoint.GetBySystemName(account.Region);
            config.RegionEndpoint = region;
            host = region.PartitionDnsSuffix;
        }

        config.HttpClientFactory = new S3HttpClients(connect(host));
        return CredentialsOf(account) is { } credentials ? new OneTryS3Client(credentials, config) : new OneTryS3Client(config);
    }

    private static AWSCredentials? CredentialsOf(S3Account account) =>
        account.AccessKey.Length == 0 ? null
        : account.SessionToken.Length > 0 ? new SessionAWSCredentials(account.AccessKey, account.SecretKey, account.SessionToken)
        : new BasicAWSCredentials(account.AccessKey, account.SecretKey);
}
