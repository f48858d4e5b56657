namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>One object store to play from, named in the settings.</summary>
public sealed class StorageSettings
{
    /// <summary>What it speaks: <c>s3</c> or <c>azure</c>; <c>auto</c> is what a storage of that name speaks, and S3 otherwise.</summary>
    [ChoiceSetting("What the store speaks; `auto` is Azure for a storage with the name `azure`, S3 for every other", "auto", "s3", "azure")]
    public string Kind { get; set; } = "auto";

    /// <summary>Address of the store; empty for Amazon's in <see cref="Region"/>, or Azure's for <see cref="Account"/>.</summary>
    [EndpointSetting("Address of a store that is not Amazon's, or of the blob service of Azure")]
    public string Endpoint { get; set; } = "";

    /// <summary>File with the authorities to trust; empty for those of the system. Absolute once the options are built.</summary>
    [PathSetting("File in PEM with the certificates of the authorities to trust with the endpoint, instead of those of the system", IsOptional = true)]
    public string CaFile { get; set; } = "";

    /// <summary>Bucket or container that all names are in; empty when they begin with it.</summary>
    [BucketSetting("Bucket or container that all names are in; without it names begin with one: `vod://NAME/bucket/file.mp4`", IsOptional = true)]
    public string Bucket { get; set; } = "";

    /// <summary>Folder of the bucket that all names are in.</summary>
    [PrefixSetting("Folder within the bucket that all names are in, such as `films/public`; nothing outside of it can be reached")]
    public string Prefix { get; set; } = "";

    /// <summary>Buckets that names may begin with; empty for all the credentials can read.</summary>
    [BucketSetting("Buckets or containers that names may begin with; empty for all that the credentials can read")]
    public IList<string> AllowedBuckets { get; } = [];

    /// <summary>Region of S3.</summary>
    [WordSetting("S3: region of the buckets, such as `eu-central-1`; with an endpoint of one's own `us-east-1` unless it is given")]
    public string Region { get; set; } = "";

    /// <summary>Whether the bucket stands in the path: <c>true</c>, <c>false</c>, or <c>auto</c>, which is true with an endpoint.</summary>
    [ChoiceSetting("S3: whether the bucket is sent in the path and not in the host name; `auto` is `true` with an endpoint of one's own", "auto", "true", "false")]
    public string PathStyle { get; set; } = "auto";

    /// <summary>Access key of S3; empty for the credentials that the environment has.</summary>
    [SecretSetting("S3: access key; without one the variables, profile, web identity, container or instance that the AWS SDK finds give the credentials")]
    public string AccessKey { get; set; } = "";

    /// <summary>Secret key of S3.</summary>
    [SecretSetting("S3: secret key")]
    public string SecretKey { get; set; } = "";

    /// <summary>Token of temporary credentials of S3.</summary>
    [SecretSetting("S3: session token, for temporary credentials")]
    public string SessionToken { get; set; } = "";

    /// <summary>Accounts as Web Call Server writes them.</summary>
    [CredentialsSetting(
        "S3: accounts as Web Call Server writes them, instead of region and keys; the first that can read a bucket is used for it. A zone is a region, or the address of a store that is not Amazon's")]
    public string Credentials { get; set; } = "";

    /// <summary>Name of the account of Azure.</summary>
    [WordSetting("Azure: name of the account")]
    public string Account { get; set; } = "";

    /// <summary>Key of the account of Azure.</summary>
    [SecretSetting("Azure: key of the account; without it, a signature or a connection string the managed or workload identity is used that the Azure SDK finds")]
    public string AccountKey { get; set; } = "";

    /// <summary>Shared access signature of Azure.</summary>
    [SecretSetting("Azure: shared access signature that may read")]
    public string SasToken { get; set; } = "";

    /// <summary>Connection string of Azure.</summary>
    [ConnectionStringSetting("Azure: connection string, instead of endpoint, account and key or signature")]
    public string ConnectionString { get; set; } = "";

    /// <summary>Whether it is a store of Azure.</summary>
    /// <param name="name">The name of the storage.</param>
    public bool IsAzure(string name) => StorageName.IsAzure(name, Kind);
}
