using Vod.Grains.Abstractions.Library;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Streams;

/// <summary>The streams of the cluster, as far as those who serve viewers and operators need them.</summary>
internal interface IVodStreams
{
    /// <summary>The stream of a key; it need not exist.</summary>
    IVodStreamGrain Get(string key);

    /// <summary>What goes on in the cluster.</summary>
    IVodDirectoryGrain Directory { get; }

    /// <summary>The media files of this process, or of a silo it is a client of.</summary>
    IMediaLibraryGrain Library { get; }

    /// <summary>Makes an observer callable from other nodes, and keeps it alive for that.</summary>
    IViewerObserver Publish(IViewerObserver observer);

    /// <summary>Undoes <see cref="Publish"/> once calls that are under way have arrived; takes what that returned.</summary>
    void Withdraw(IViewerObserver reference);
}
