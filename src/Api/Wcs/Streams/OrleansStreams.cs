using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>The streams of an Orleans cluster, from within a silo or through a client.</summary>
internal sealed class OrleansStreams(IGrainFactory grains) : IVodStreams
{
    /// <inheritdoc/>
    public IVodStreamGrain Get(string key) => grains.GetGrain<IVodStreamGrain>(key);

    /// <inheritdoc/>
    public IViewerObserver Publish(IViewerObserver observer) => grains.CreateObjectReference<IViewerObserver>(observer);

    /// <inheritdoc/>
    public void Withdraw(IViewerObserver reference) => grains.DeleteObjectReference<IViewerObserver>(reference);
}
