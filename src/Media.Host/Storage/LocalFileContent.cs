using Microsoft.Win32.SafeHandles;
using Vod.Media.Host.Storage.Linux;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage;

/// <summary>An open file of the media folder, read by position: no seek, no mapping, any number of readers.</summary>
internal sealed class LocalFileContent(SafeFileHandle handle, AssetKey key) : IAssetContent
{
    /// <inheritdoc/>
    public AssetKey Key => key;

    /// <inheritdoc/>
    public IResidentFile? Resident { get; } = PageCacheFile.For(handle);

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int total = 0;
        while (total < destination.Length)
        {
            int read = await RandomAccess.ReadAsync(handle, destination[total..], offset + total, cancellationToken);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
