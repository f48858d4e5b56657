using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage;

/// <summary>The bytes of one version of one asset. Reads may run side by side from any thread.</summary>
internal interface IAssetContent : IDisposable
{
    /// <summary>Identity of exactly these bytes.</summary>
    AssetKey Key { get; }

    /// <summary>What can be had of them at once; null if nothing can.</summary>
    IResidentFile? Resident => null;

    /// <summary>Reads a range. Fewer bytes than asked for mean that the file ends there.</summary>
    /// <exception cref="StorageGaveUpException">The storage does not give the bytes.</exception>
    /// <exception cref="ContentChangedException">The bytes were replaced by others meanwhile.</exception>
    /// <exception cref="IOException">The storage failed in another way.</exception>
    ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>
    /// Says that everything from a byte on is about to be read in order, with gaps: a storage for which a request costs more than bytes gets all of it with one. Only a hint; nothing by
    /// default. May wait for the disk.
    /// </summary>
    void ReadThrough(long offset)
    {
    }
}
