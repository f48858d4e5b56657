using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Internal;

namespace Vod.Media.Host.Storage.S3;

/// <summary>A client of S3 that sends one request for each call.</summary>
internal sealed class OneTryS3Client : AmazonS3Client
{
    /// <summary>With the credentials that the environment has.</summary>
    public OneTryS3Client(AmazonS3Config config)
        : base(config)
    {
    }

    /// <summary>With given credentials.</summary>
    public OneTryS3Client(AWSCredentials credentials, AmazonS3Config config)
        : base(credentials, config)
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            (Config.HttpClientFactory as IDisposable)?.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);

        // It tries eleven times when an answer breaks off, whatever is set for retries.
        pipeline.RemoveHandler<RetryHandler>();
        pipeline.RemoveHandler<AmazonS3RedirectHandler>();
    }
}
