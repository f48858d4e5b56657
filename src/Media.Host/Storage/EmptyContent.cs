using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage;

/// <summary>A file without bytes.</summary>
internal sealed class EmptyContent(AssetKey key) : IAssetContent
{
    /// <inheritdoc/>
    public AssetKey Key => key;

    /// <inheritdoc/>
    public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) => new(0);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
