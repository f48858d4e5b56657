using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>Silos that die or stop. Every test has a cluster of its own, because it loses a part of it.</summary>
public sealed class NodeLossTests : IAsyncLifetime
{
    private readonly TwoNodeCluster _cluster = new();

    private Node First => _cluster.First;

    private Node Second => _cluster.Second;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_viewer_of_a_killed_node_is_told_so_by_its_stream()
    {
        (Viewer viewer, _) = await _cluster.SplitViewer();
        Second.FallSilent();

        await _cluster.Kill(Second);
        await _cluster.Pass(new GrainOptions().ViewerLease, viewer);

        Assert.Equal(StreamEndReason.NodeLost, (await viewer.Ended()).Reason);
        Assert.Null(await viewer.Stream.Find());
    }

    [Fact]
    public async Task A_viewer_outlives_the_silo_of_its_grain()
    {
        (Viewer viewer, SessionId session) = await _cluster.SplitViewer();

        await _cluster.Kill(First);
        await Eventually.Is(async () =>
        {
            await Second.Reporter.ReportToStreams(TestContext.Current.CancellationToken);
            return _cluster.SiloOf(viewer) is { } silo && silo.Equals(Second.Address);
        });
        await viewer.Unsubscribe();

        Assert.Equal(StreamEndReason.ClosedByViewer, (await viewer.Ended()).Reason);
        Assert.False(Second.Engine.IsOpen(session));
    }

    [Fact]
    public async Task A_stopping_node_tells_its_viewers_and_gets_no_new_ones()
    {
        (Viewer viewer, SessionId session) = await _cluster.SplitViewer();
        Second.Engine.ObeysClose = false;

        Task stopping = _cluster.Stop(Second);
        Assert.Equal(SessionEndReason.NodeStopping, (await Second.Engine.Closed.WaitFor(closed => closed.Session == session)).Reason);
        await Eventually.Is(() =>
            First.Directory.Candidates().All(node => node.Silo.Equals(First.Address) || node.Load.Draining));
        Viewer late = _cluster.NewViewer();
        First.Engine.Capacity = 0;
        Assert.Equal(SubscribeOutcome.NoCapacity, await GrainCluster.PlacedOn(First, late.Subscribe));
        Second.Engine.End(session, SessionEndReason.NodeStopping);

        await stopping;
        Assert.Equal(StreamEndReason.NodeStopping, (await viewer.Ended()).Reason);
        Assert.Equal(0, Second.Sessions.Count);
        Assert.DoesNotContain(Second.Engine.Opened.Items, command => command.AssetPath == late.AssetPath);
        Assert.Contains(_cluster.Log.Lines.Items, line => line.Message.StartsWith("The node is drained", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stopping_node_tells_the_connections_of_its_own_process()
    {
        Viewer viewer = _cluster.NewViewer(connectedTo: Second.Grains);
        await GrainCluster.PlacedOn(Second, viewer.Subscribe);
        Second.Engine.Answer(await Second.Engine.SessionOf(viewer.AssetPath));

        await _cluster.Stop(Second);

        Assert.Equal(
            [new ViewerAnswered(viewer.MediaSessionId, "v=0", Viewer.File), new ViewerEnded(viewer.MediaSessionId, StreamEndReason.NodeStopping, "")],
            viewer.Observer.Events.Items);
    }

    [Fact]
    public async Task A_session_that_does_not_end_does_not_hold_up_the_stop_for_ever()
    {
        (_, SessionId session) = await _cluster.SplitViewer();
        Second.Engine.ObeysClose = false;

        await _cluster.Stop(Second);

        Assert.True(Second.Engine.IsOpen(session));
        Assert.Contains(_cluster.Log.Lines.Items, line => line.Message.StartsWith("The drain was cut short", StringComparison.Ordinal));
    }
}
