using Orleans.Runtime.Services;

namespace Vod.Grains.Nodes;

/// <inheritdoc cref="IMediaNodeClient"/>
internal sealed class MediaNodeClient(IServiceProvider services) : GrainServiceClient<IMediaNodeService>(services), IMediaNodeClient
{
    /// <inheritdoc/>
    public IMediaNodeService On(SiloAddress silo) => GetGrainService(silo);
}
