using Orleans.Services;

namespace Vod.Grains.Nodes;

/// <summary>The way to the media node of a given silo.</summary>
internal interface IMediaNodeClient : IGrainServiceClient<IMediaNodeService>
{
    /// <summary>
    /// The node of a silo. The address contains the generation of the silo, so a call to a node that has restarted since fails instead of
    /// reaching a stranger.
    /// </summary>
    IMediaNodeService On(SiloAddress silo);
}
