using System.Collections.Concurrent;
using Vod.Api.Wcs;
using Vod.Grains.Abstractions.Library;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Streams;

/// <summary>The streams of an Orleans cluster, from within a silo or through a client.</summary>
internal sealed class OrleansStreams(IGrainFactory grains, TimeProvider time) : IVodStreams
{
    // Observers by reference. Orleans holds them weakly: without this a garbage collection would make a connection deaf.
    private readonly ConcurrentDictionary<IViewerObserver, IViewerObserver> _published = new();

    /// <inheritdoc/>
    public IVodStreamGrain Get(string key) => grains.GetGrain<IVodStreamGrain>(key);

    /// <inheritdoc/>
    public IVodDirectoryGrain Directory => grains.GetGrain<IVodDirectoryGrain>(0);

    /// <inheritdoc/>
    public IMediaLibraryGrain Library => grains.GetGrain<IMediaLibraryGrain>(0);

    /// <inheritdoc/>
    public IViewerObserver Publish(IViewerObserver observer)
    {
        IViewerObserver reference = grains.CreateObjectReference<IViewerObserver>(observer);
        _published[reference] = observer;
        return reference;
    }

    /// <inheritdoc/>
    public void Withdraw(IViewerObserver reference) => _ = WithdrawAsync(reference);

    // Orleans logs an error for a call that finds no observer, never answers it, and the node repeats it. When a browser vanishes there always is
    // one: the end of its session, which is told after the order to close it has been confirmed.
    private async Task WithdrawAsync(IViewerObserver reference)
    {
        await Task.Delay(WcsTimes.ObserverGrace, time);
        if (_published.TryRemove(reference, out _))
        {
            grains.DeleteObjectReference<IViewerObserver>(reference);
        }
    }
}
