namespace Vod.Media.Host.Storage;

/// <summary>What language an object store speaks.</summary>
public enum ObjectStoreKind
{
    /// <summary>Amazon S3 and what is compatible with it.</summary>
    S3,

    /// <summary>Azure Blob Storage.</summary>
    Azure,
}
