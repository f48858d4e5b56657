using Vod.Grains.Abstractions.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Tests.Cluster;

/// <summary>A cluster of two nodes.</summary>
public sealed class TwoNodeCluster() : GrainCluster(silos: 2)
{
    internal Node First => Nodes[0];

    internal Node Second => Nodes[1];

    /// <summary>A viewer whose grain lives on the first node and whose session is on the second.</summary>
    internal async Task<(Viewer Viewer, SessionId Session)> SplitViewer()
    {
        await Second.Publisher.Publish(TestContext.Current.CancellationToken);
        Viewer viewer = NewViewer();
        First.Engine.Capacity = 0;
        try
        {
            Assert.Equal(SubscribeOutcome.Accepted, await PlacedOn(First, viewer.Subscribe));
        }
        finally
        {
            First.Engine.Capacity = 1000;
        }

        Assert.Equal(First.Address, SiloOf(viewer));
        return (viewer, await Second.Engine.SessionOf(viewer.AssetPath));
    }
}
