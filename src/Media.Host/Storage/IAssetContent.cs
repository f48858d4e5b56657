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
    /// <exception cref="IOException">The storage failed.</exception>
    ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken);
}
