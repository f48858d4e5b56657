using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>The streams of the cluster, as far as a connection needs them.</summary>
internal interface IVodStreams
{
    /// <summary>The stream of a key; it need not exist.</summary>
    IVodStreamGrain Get(string key);

    /// <summary>Makes an observer callable from other nodes, and keeps it alive for that.</summary>
    IViewerObserver Publish(IViewerObserver observer);

    /// <summary>Undoes <see cref="Publish"/> once calls that are under way have arrived; takes what that returned.</summary>
    void Withdraw(IViewerObserver reference);
}
