using Orleans.Services;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Nodes;

/// <summary>
/// The media node of one silo, addressed by that silo. Only grains and other nodes call it; an API process that is a client of the cluster
/// cannot, and goes through a stream grain.
/// </summary>
[Alias("Vod.IMediaNodeService")]
internal interface IMediaNodeService : IGrainService
{
    /// <summary>Opens a session. Returns as soon as the engine has queued it; what comes of it goes to the observer and to the stream grain.</summary>
    [Alias("Open")]
    Task<NodeOpenOutcome> Open(NodeOpenRequest request);

    /// <summary>Closes the session of a viewer; ignored when there is none.</summary>
    [Alias("Close")]
    Task Close(string streamKey, string mediaSessionId, StreamEndReason reason);

    /// <summary>How full this node is now.</summary>
    [Alias("GetSnapshot")]
    Task<NodeSnapshot> GetSnapshot();

    /// <summary>Another node tells how full it is.</summary>
    [Alias("TakeSnapshot")]
    Task TakeSnapshot(NodeSnapshot snapshot);
}
