namespace Vod.Media.Host.Storage.S3;

/// <summary>One account at a store that speaks S3. A class and no record, so that it does not write its secrets out.</summary>
public sealed class S3Account
{
    /// <summary>Host and scheme; null for Amazon's in the region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Region of the buckets; requests are signed for it.</summary>
    public required string Region { get; init; }

    /// <summary>Whether the bucket stands in the path and not in the host name.</summary>
    public bool PathStyle { get; init; }

    /// <summary>Access key ID; empty for the credentials that the environment has (variables, profile, web identity, container, instance).</summary>
    public string AccessKey { get; init; } = "";

    /// <summary>Secret access key.</summary>
    public string SecretKey { get; init; } = "";

    /// <summary>Token of temporary credentials; empty for lasting ones.</summary>
    public string SessionToken { get; init; } = "";
}
