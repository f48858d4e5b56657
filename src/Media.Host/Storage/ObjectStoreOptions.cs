using Vod.Media.Host.Storage.Azure;
using Vod.Media.Host.Storage.S3;

namespace Vod.Media.Host.Storage;

/// <summary>An object store to play from, checked. A class and no record, as records write everything out that is in them.</summary>
public sealed class ObjectStoreOptions
{
    /// <summary>The first name of the paths that lead to it: "s3" in <c>vod://s3/bucket/file.mp4</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it speaks.</summary>
    public required ObjectStoreKind Kind { get; init; }

    /// <summary>Accounts of <see cref="ObjectStoreKind.S3"/>, at least one; the first that can read a bucket is used for it.</summary>
    public IReadOnlyList<S3Account> S3 { get; init; } = [];

    /// <summary>The account of <see cref="ObjectStoreKind.Azure"/>.</summary>
    public AzureAccount? Azure { get; init; }

    /// <summary>The bucket (container) that all names are in; empty when names begin with it.</summary>
    public string Bucket { get; init; } = "";

    /// <summary>Folder of the bucket that all names are in, without slashes at its ends; empty for none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Buckets that names may begin with; empty for all the credentials can read.</summary>
    public IReadOnlyList<string> AllowedBuckets { get; init; } = [];

    /// <summary>File in PEM with the authorities to trust; empty for those of the system.</summary>
    public string CaFile { get; init; } = "";
}
