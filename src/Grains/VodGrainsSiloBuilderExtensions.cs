using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vod.Grains.Events;
using Vod.Grains.Nodes;
using Vod.Grains.Placement;
using Vod.Grains.Streams;

namespace Vod.Grains;

/// <summary>Adds the control plane to a silo.</summary>
public static class VodGrainsSiloBuilderExtensions
{
    /// <summary>
    /// Makes this silo a media node. The order in the composition root:
    /// <list type="number">
    /// <item>
    /// Register the engine, as singleton <see cref="Media.Engine.IMediaEngine"/> and as the hosted service that runs it, before <c>UseOrleans</c>: hosted
    /// services stop in reverse, so the engine is there until the last grain is gone and can still be told to close.
    /// </item>
    /// <item><c>UseOrleans(silo => silo.AddVodGrains())</c>. The event pump needs no place in this order: it starts and stops with the silo.</item>
    /// <item>Register what accepts viewers after that, so that it starts last and stops first.</item>
    /// </list>
    /// </summary>
    public static ISiloBuilder AddVodGrains(this ISiloBuilder silo, Action<GrainOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        IServiceCollection services = silo.Services;
        services.AddOptions<GrainOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<GrainOptions>, GrainOptionsValidator>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddSingleton<NodeSessionTable>();
        services.AddSingleton<ActiveStreams>();
        services.AddMetrics();
        services.AddSingleton<GrainMetrics>();
        services.AddSingleton<NodeDirectory>();
        services.AddSingleton<INodeSelector>(new LeastLoadedNodeSelector(Random.Shared));
        services.AddSingleton<IMediaNodeClient, MediaNodeClient>();
        services.AddSingleton<SessionOpener>();
        services.AddSingleton<StreamRecovery>();
        services.AddSingleton<EventDelivery>();
        services.AddSingleton<StreamEventSender>();
        services.AddSingleton<EngineEventPump>();
        services.AddSingleton<ViewerLeaseReporter>();
        services.AddSingleton<NodeLoadPublisher>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, MediaNodeLifecycle>();
        silo.AddActivityPropagation();
        silo.AddGrainService<MediaNodeService>();
        silo.AddPlacementDirector<MediaNodePlacement, MediaNodePlacementDirector>();
        return silo;
    }
}
