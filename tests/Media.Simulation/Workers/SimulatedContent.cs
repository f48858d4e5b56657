using System.Runtime.InteropServices;
using Vod.Media.Host.Storage;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Simulation.Workers;

/// <summary>The bytes of a simulated file for a worker, which reads them through the storage.</summary>
internal sealed class SimulatedContent(SimulatedFile file) : IAssetContent
{
    public AssetKey Key { get; } = new("simulated", "1", 0);

    public ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        Assert.True(MemoryMarshal.TryGetArray(destination, out ArraySegment<byte> array));
        file.Read(new ReadRequest(offset, array.Count, array.Array!, Generation: 0));
        return new(destination.Length);
    }

    public void Dispose()
    {
    }
}
