using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>Published streams when a grain, a node or a connection goes away.</summary>
public sealed class PublishedStreamLossTests(TwoNodeCluster cluster) : PublishedStreamScenario(cluster), IClassFixture<TwoNodeCluster>
{
    private Publisher? _publisher;

    private static TimeSpan Step { get; } = new GrainOptions().LeaseCheckPeriod;

    [Fact]
    public async Task Viewers_are_carried_by_the_publishers_node_even_when_their_stream_is_on_another()
    {
        Node carrier = await PublishOn(1);
        await Cluster.LoseGrain(Stream);
        SharedViewer viewer = NewViewer();

        Assert.Equal(SubscribeOutcome.Accepted, await GrainCluster.PlacedOn(Cluster.Nodes[0], viewer.Subscribe));

        Assert.True(carrier.Sessions.TryGet(Name, viewer.MediaSessionId, out _));
        Assert.False(Cluster.Nodes[0].Sessions.TryGet(Name, viewer.MediaSessionId, out _));
        await EndAll();
    }

    [Fact]
    public async Task A_new_activation_learns_of_publisher_viewers_and_recording_before_it_admits_anybody()
    {
        Node carrier = await PublishOn(1, record: true);
        SharedViewer viewer = await Watching(carrier);
        VodStreamDescription before = (await Stream.Find())!;
        await Cluster.LoseGrain(Stream);

        Assert.Equal(PublishOutcome.NameTaken, await GrainCluster.PlacedOn(Cluster.Nodes[0], () => NewPublisher().Publish()));

        Assert.Equal(before, await Stream.Find());
        carrier.Engine.End(SessionOf(before.Origin.Publication!.MediaSessionId, carrier), SessionEndReason.ClosedByPeer);
        Assert.Equal(StreamEndReason.StoppedByPublisher, (await viewer.Ended()).Reason);
        await Eventually.Is(async () => await Stream.Find() is null);
    }

    [Fact]
    public async Task A_node_that_falls_silent_takes_publisher_viewers_and_stream_with_it()
    {
        Node carrier = await PublishOn(0);
        Publisher publisher = _publisher!;
        SharedViewer viewer = await Watching(carrier);
        foreach (NodeSession session in carrier.Sessions.Snapshot().Where(session => session.StreamKey == Name))
        {
            carrier.Engine.Vanish(session.Id);
            carrier.Sessions.Remove(session);
        }

        for (TimeSpan passed = TimeSpan.Zero; passed <= new GrainOptions().ViewerLease + Step; passed += Step)
        {
            Cluster.Time.Advance(Step);
            await Stream.Find();
        }

        Assert.Equal(StreamEndReason.NodeLost, (await publisher.Ended()).Reason);
        Assert.Equal(StreamEndReason.NodeLost, (await viewer.Ended()).Reason);
        Assert.Null(await Stream.Find());
    }

    [Fact]
    public async Task A_publisher_whose_connection_no_longer_listens_is_closed()
    {
        Node carrier = await PublishOn(0);
        Publisher publisher = _publisher!;
        publisher.Observer.BeforeAlive = () => throw new InvalidOperationException("gone");
        for (int i = 0; i < new GrainOptions().ObserverFailureLimit; i++)
        {
            await carrier.Reporter.ReportToConnections(TestContext.Current.CancellationToken);
        }

        await Eventually.Is(async () => await Stream.Find() is null);
        Assert.Contains(carrier.Engine.Closed.Items, closed => closed.Reason == SessionEndReason.Orphaned);
    }

    private async Task<Node> PublishOn(int index, bool record = false)
    {
        Node carrier = Cluster.Nodes[index];
        (_publisher, _) = await GrainCluster.PlacedOn(carrier, () => Publishing(record, carrier));
        return carrier;
    }
}
