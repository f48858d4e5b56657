using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Vod.Grains.Nodes;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Cluster;

/// <summary>One silo of a test cluster, seen from inside.</summary>
internal sealed class Node(InProcessSiloHandle silo)
{
    public InProcessSiloHandle Silo { get; } = silo;

    public SiloAddress Address => Silo.SiloAddress;

    public FakeMediaEngine Engine { get; } = (FakeMediaEngine)silo.ServiceProvider.GetRequiredService<IMediaEngine>();

    public FakeMediaLibrary Library { get; } = (FakeMediaLibrary)silo.ServiceProvider.GetRequiredService<IMediaLibrary>();

    /// <summary>What an API in the same process uses.</summary>
    public IGrainFactory Grains { get; } = silo.ServiceProvider.GetRequiredService<IGrainFactory>();

    public NodeSessionTable Sessions { get; } = silo.ServiceProvider.GetRequiredService<NodeSessionTable>();

    public NodeDirectory Directory { get; } = silo.ServiceProvider.GetRequiredService<NodeDirectory>();

    public ViewerLeaseReporter Reporter { get; } = silo.ServiceProvider.GetRequiredService<ViewerLeaseReporter>();

    public NodeLoadPublisher Publisher { get; } = silo.ServiceProvider.GetRequiredService<NodeLoadPublisher>();

    /// <summary>From now on this node does nothing and says nothing.</summary>
    public void FallSilent()
    {
        Engine.ObeysClose = false;
        foreach (NodeSession session in Sessions.Snapshot())
        {
            Engine.Vanish(session.Id);
            Sessions.Remove(session);
        }
    }
}
