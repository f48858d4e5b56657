namespace Vod.Media.Host.Storage;

/// <summary>What there is to play from besides the media folder.</summary>
public sealed class StorageOptions
{
    /// <summary>The object stores, each with a name of its own; empty for none.</summary>
    public IList<ObjectStoreOptions> Stores { get; } = [];
}
