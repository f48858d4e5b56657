using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>Placement of grains and sessions on two silos.</summary>
public sealed class TwoNodeTests(TwoNodeCluster cluster) : IClassFixture<TwoNodeCluster>
{
    private Node First => cluster.Nodes[0];

    private Node Second => cluster.Nodes[1];

    [Fact]
    public async Task A_grain_opens_sessions_on_its_own_silo_while_that_has_room()
    {
        foreach (Node node in cluster.Nodes)
        {
            Viewer viewer = cluster.NewViewer();

            Assert.Equal(SubscribeOutcome.Accepted, await GrainCluster.PlacedOn(node, viewer.Subscribe));

            Assert.Single(node.Engine.Opened.Items, command => command.AssetPath == viewer.AssetPath);
            Assert.Equal(node.Address, cluster.SiloOf(viewer));
        }
    }

    [Fact]
    public async Task A_grain_on_a_full_silo_opens_the_session_on_the_other_and_hears_of_it()
    {
        (Viewer viewer, SessionId session) = await cluster.SplitViewer();

        Second.Engine.Answer(session);
        await Eventually.Is(async () => (await viewer.Stream.Find())?.Media is not null);
        await viewer.Unsubscribe();

        Assert.Equal(StreamEndReason.ClosedByViewer, (await viewer.Ended()).Reason);
        Assert.False(Second.Engine.IsOpen(session));
    }

    [Fact]
    public async Task A_grain_that_moves_learns_its_viewer_from_the_node_it_did_not_live_on()
    {
        (Viewer viewer, SessionId session) = await cluster.SplitViewer();
        await cluster.LoseGrain(viewer);

        await Second.Reporter.ReportToStreams(TestContext.Current.CancellationToken);

        Assert.NotNull(await viewer.Stream.Find());
        Assert.True(Second.Engine.IsOpen(session));
    }

    [Fact]
    public async Task When_a_node_has_filled_up_since_it_told_its_numbers_the_next_one_is_asked()
    {
        Viewer viewer = cluster.NewViewer();
        First.Engine.RefusesSurprisingly = true;
        try
        {
            Assert.Equal(SubscribeOutcome.Accepted, await GrainCluster.PlacedOn(First, viewer.Subscribe));
        }
        finally
        {
            First.Engine.RefusesSurprisingly = false;
        }

        Assert.Single(Second.Engine.Opened.Items, command => command.AssetPath == viewer.AssetPath);
    }

    [Fact]
    public async Task A_grain_finds_a_silo_even_when_no_node_has_room()
    {
        Viewer viewer = cluster.NewViewer();
        First.Engine.Capacity = 0;
        Second.Engine.Capacity = 0;
        try
        {
            await Second.Publisher.Publish(TestContext.Current.CancellationToken);
            await First.Publisher.Publish(TestContext.Current.CancellationToken);

            Assert.Equal(SubscribeOutcome.NoCapacity, await viewer.Subscribe());
        }
        finally
        {
            First.Engine.Capacity = 1000;
            Second.Engine.Capacity = 1000;
            await Second.Publisher.Publish(TestContext.Current.CancellationToken);
            await First.Publisher.Publish(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task New_grains_go_to_the_node_with_room_as_the_published_numbers_say()
    {
        Second.Engine.Capacity = 0;
        try
        {
            await Second.Publisher.Publish(TestContext.Current.CancellationToken);

            for (int i = 0; i < 10; i++)
            {
                Viewer viewer = cluster.NewViewer();
                await viewer.Subscribe();
                Assert.Single(First.Engine.Opened.Items, command => command.AssetPath == viewer.AssetPath);
            }
        }
        finally
        {
            Second.Engine.Capacity = 1000;
            await Second.Publisher.Publish(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_clock_publishes_the_numbers_of_every_node()
    {
        Second.Engine.Capacity = 777;
        try
        {
            cluster.Time.Advance(new GrainOptions().LoadPublishPeriod);

            await Eventually.Is(() => SeenFrom(First, Second) is { IsFresh: true, Load.Capacity: 777 });
        }
        finally
        {
            Second.Engine.Capacity = 1000;
        }
    }

    private static NodeCandidate SeenFrom(Node observer, Node node) => observer.Directory.Candidates().Single(candidate => candidate.Silo.Equals(node.Address));
}
