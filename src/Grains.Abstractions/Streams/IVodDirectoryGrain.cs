using Orleans.Concurrency;

namespace Vod.Grains.Abstractions.Streams;

/// <summary>What goes on in the cluster. It reads what the nodes and the active grains carry, so asking creates nothing. Any key will do.</summary>
[Alias("Vod.IVodDirectoryGrain")]
public interface IVodDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>All streams and viewers. A node that does not answer in time is left out.</summary>
    [Alias("List")]
    [ReadOnly]
    Task<StreamListing> List();
}
