using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Assets;

/// <summary>Keeps an asset open for one viewer; disposing of it twice does no harm.</summary>
internal sealed class AssetLease(AssetCatalog catalog, AssetCatalog.Entry entry, MediaAsset asset) : IDisposable
{
    private AssetCatalog.Entry? _entry = entry;

    /// <summary>The asset.</summary>
    public MediaAsset Asset => asset;

    /// <summary>Its bytes.</summary>
    public IAssetContent Content => asset.Content;

    /// <summary>Another lease on the same asset. Only while this one is not disposed of.</summary>
    public AssetLease Share()
    {
        AssetCatalog.Entry shared = _entry ?? throw new ObjectDisposedException(nameof(AssetLease));
        catalog.Share(shared);
        return new AssetLease(catalog, shared, asset);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _entry, null) is { } entry)
        {
            catalog.Release(entry);
        }
    }
}
