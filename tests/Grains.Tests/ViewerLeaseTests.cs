using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>Who notices what when the engine, the grain or the connection of a viewer is lost, on one silo.</summary>
public sealed class ViewerLeaseTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly TimeSpan Lease = new GrainOptions().ViewerLease;

    private Node Node => cluster.Node;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_its_node_no_longer_reports_is_told_that_the_node_is_lost()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        Node.Engine.Vanish(session);
        Assert.True(Node.Sessions.TryGet(session, out Vod.Grains.Nodes.NodeSession? entry));
        Node.Sessions.Remove(entry);

        await cluster.Pass(Lease - TimeSpan.FromSeconds(5), viewer);
        Assert.NotNull(await viewer.Stream.Find());
        await cluster.Pass(TimeSpan.FromSeconds(5), viewer);

        Assert.Null(await viewer.Stream.Find());
        Assert.Equal(StreamEndReason.NodeLost, (await viewer.Ended()).Reason);
    }

    [Fact]
    public async Task A_lost_viewer_that_is_reported_after_all_is_closed()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        Assert.True(Node.Sessions.TryGet(session, out Vod.Grains.Nodes.NodeSession? entry));
        Node.Sessions.Remove(entry);
        await cluster.Pass(Lease, viewer);
        await viewer.Ended();

        Node.Sessions.TryAdd(entry);
        await Node.Reporter.ReportToStreams(Cancellation);

        Assert.Equal(SessionEndReason.Orphaned, (await Node.Engine.Closed.WaitFor(closed => closed.Session == session)).Reason);
    }

    [Fact]
    public async Task A_viewer_that_is_reported_stays()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();

        for (int i = 0; i < 12; i++)
        {
            await cluster.Pass(TimeSpan.FromSeconds(5), viewer);
            await Node.Reporter.ReportToStreams(Cancellation);
        }

        Assert.NotNull(await viewer.Stream.Find());
        Assert.True(Node.Engine.IsOpen(session));
        Assert.Empty(viewer.Observer.Events.Items);
    }

    [Fact]
    public async Task The_clock_of_the_node_sends_the_reports()
    {
        (Viewer viewer, _) = await cluster.Subscribed();
        await cluster.LoseGrain(viewer);

        cluster.Time.Advance(new GrainOptions().ViewerReportPeriod);

        await viewer.Observer.Alive.WaitForCount(1);
        await Eventually.Is(() => cluster.IsActive(viewer));
        Assert.Equal([viewer.MediaSessionId], viewer.Observer.Alive.Items[0]);
    }

    [Fact]
    public async Task A_lost_grain_learns_its_viewer_from_the_report_of_the_node()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        await cluster.LoseGrain(viewer);

        await Node.Reporter.ReportToStreams(Cancellation);

        Assert.Equal(1, (await viewer.Stream.Find())?.Viewers);
        Assert.True(Node.Engine.IsOpen(session));
        Assert.Equal(SubscribeOutcome.DuplicateViewer, await viewer.Subscribe());

        await viewer.Unsubscribe();
        Assert.Equal(StreamEndReason.ClosedByViewer, (await viewer.Ended()).Reason);
    }

    [Fact]
    public async Task A_viewer_that_left_while_its_grain_was_lost_is_closed_by_its_node()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        await cluster.LoseGrain(viewer);
        await viewer.Unsubscribe();
        Assert.True(Node.Engine.IsOpen(session));

        await Node.Reporter.ReportToStreams(Cancellation);

        Assert.Equal(StreamEndReason.Orphaned, (await viewer.Ended()).Reason);
        Assert.False(Node.Engine.IsOpen(session));
    }

    [Fact]
    public async Task A_stream_terminated_while_its_grain_was_lost_is_found_on_its_node_and_ended()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        await cluster.LoseGrain(viewer);

        Assert.True(await viewer.Stream.Terminate(StreamEndReason.Terminated));

        Assert.Equal(StreamEndReason.Terminated, (await viewer.Ended()).Reason);
        Assert.False(Node.Engine.IsOpen(session));
    }

    [Fact]
    public async Task A_stream_that_was_terminated_without_being_known_adopts_nobody()
    {
        Viewer viewer = cluster.NewViewer();

        Assert.False(await viewer.Stream.Terminate(StreamEndReason.Terminated));

        Assert.Equal(["late"], await viewer.Stream.ReportViewers(viewer.Report(Node, "late")));
    }

    [Fact]
    public async Task A_stranger_in_the_report_of_a_personal_stream_is_closed()
    {
        (Viewer viewer, _) = await cluster.Subscribed();

        IReadOnlyList<string> unknown = await viewer.Stream.ReportViewers(viewer.Report(Node, viewer.MediaSessionId, "stranger"));

        Assert.Equal(["stranger"], unknown);
    }

    [Fact]
    public async Task A_stream_that_has_lived_longer_than_a_lease_adopts_nobody()
    {
        Viewer viewer = cluster.NewViewer();

        // An unsubscribed id keeps the activation; a lease later every node with a viewer of an earlier activation has reported.
        await viewer.Unsubscribe();
        await cluster.Pass(Lease, viewer);

        Assert.Equal(["late"], await viewer.Stream.ReportViewers(viewer.Report(Node, "late")));
    }

    [Fact]
    public async Task A_stall_of_the_silo_is_not_held_against_the_node()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        Assert.True(Node.Sessions.TryGet(session, out Vod.Grains.Nodes.NodeSession? entry));
        Node.Sessions.Remove(entry);

        // One jump: the timer fires once, as after a pause of the whole process.
        cluster.Time.Advance(10 * Lease);
        await cluster.Pass(TimeSpan.FromSeconds(5), viewer);
        Assert.NotNull(await viewer.Stream.Find());

        await cluster.Pass(Lease, viewer);
        Assert.Null(await viewer.Stream.Find());
    }

    [Fact]
    public async Task A_grain_may_be_deactivated_while_its_check_runs()
    {
        (Viewer viewer, _) = await cluster.Subscribed();

        for (int i = 0; i < 20; i++)
        {
            Task lost = cluster.LoseGrain(viewer);
            cluster.Time.Advance(TimeSpan.FromSeconds(5));
            await lost;
            await Node.Reporter.ReportToStreams(Cancellation);
            Assert.NotNull(await viewer.Stream.Find());
        }

        await viewer.Unsubscribe();
        await viewer.Ended();
        await cluster.Deactivated(viewer);
    }
}
