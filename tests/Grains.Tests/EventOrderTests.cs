using Microsoft.Extensions.Logging;
using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>How the events of the engine reach connections that fail, hang or are gone.</summary>
public sealed class EventOrderTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private FakeMediaEngine Engine => cluster.Node.Engine;

    [Fact]
    public async Task A_failed_event_is_sent_again_before_the_next_one()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        int failures = 2;
        viewer.Observer.BeforeEvent = viewerEvent =>
            viewerEvent is ViewerAnswered && failures-- > 0 ? throw new InvalidOperationException("not now") : Task.CompletedTask;

        Engine.Answer(session);
        Engine.Play(session);
        await viewer.Observer.Events.WaitForCount(2);
        Engine.End(session, SessionEndReason.EndOfFile);
        await viewer.Ended();

        Assert.Equal(["ViewerAnswered", "ViewerPlaying", "ViewerEnded"], Kinds(viewer));
        Assert.Equal(-1, failures);
    }

    [Fact]
    public async Task A_viewer_hears_of_its_path()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        Engine.Answer(session);
        Engine.Play(session);
        Engine.ChangePath(session, isWideEnough: false);

        Assert.Equal(
            new ViewerPathChanged(viewer.MediaSessionId, false, 2_700_000, 1_270_000), await viewer.Observer.Events.WaitFor(static received => received is ViewerPathChanged));

        Engine.ChangePath(session, isWideEnough: true);
        await viewer.Observer.Events.WaitFor(static received => received is ViewerPathChanged { IsWideEnough: true });
    }

    [Fact]
    public async Task While_an_event_is_under_way_no_other_of_its_session_is_sent()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        TaskCompletionSource slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        EventLog<string> begun = new();
        viewer.Observer.BeforeEvent = viewerEvent =>
        {
            begun.Add(viewerEvent.GetType().Name);
            return viewerEvent is ViewerAnswered ? slow.Task : Task.CompletedTask;
        };

        Engine.Answer(session);
        Engine.Play(session);
        await begun.WaitForCount(1);
        (Viewer other, SessionId otherSession) = await cluster.Subscribed();
        Engine.Answer(otherSession);
        await other.Observer.Events.WaitForCount(1);

        Assert.Equal(["ViewerAnswered"], begun.Items);
        slow.SetResult();
        await viewer.Observer.Events.WaitForCount(2);
        Assert.Equal(["ViewerAnswered", "ViewerPlaying"], Kinds(viewer));
    }

    [Fact]
    public async Task An_observer_that_never_takes_an_event_has_its_session_closed()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        int offered = 0;
        viewer.Observer.BeforeEvent = _ =>
        {
            offered++;
            throw new InvalidOperationException("no such connection");
        };

        Engine.Answer(session);

        Assert.Equal(SessionEndReason.Orphaned, (await Engine.Closed.WaitFor(closed => closed.Session == session)).Reason);
        await cluster.Deactivated(viewer);
        await Eventually.Is(() => !cluster.Node.Sessions.TryGet(session, out _));
        Assert.Equal(3, offered);
    }

    [Fact]
    public async Task A_connection_that_hangs_holds_up_no_other()
    {
        (Viewer mute, SessionId muteSession) = await cluster.Subscribed();
        mute.Observer.BeforeEvent = _ => new TaskCompletionSource().Task;
        Engine.Answer(muteSession);

        for (int i = 0; i < 20; i++)
        {
            (Viewer viewer, SessionId session) = await cluster.Subscribed();
            Engine.Answer(session);
            Engine.End(session, SessionEndReason.EndOfFile);
            await viewer.Ended();
        }

        Assert.True(Engine.IsOpen(muteSession));
    }

    [Fact]
    public async Task A_connection_that_hangs_is_given_up_in_the_end()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        viewer.Observer.BeforeEvent = _ => new TaskCompletionSource().Task;
        Engine.Answer(session);

        await Eventually.Is(() =>
        {
            cluster.Time.Advance(new GrainOptions().DeliveryTimeout);
            return Engine.Closed.Items.Any(closed => closed.Session == session);
        });
    }

    [Fact]
    public async Task An_event_of_an_unknown_session_disturbs_nobody()
    {
        Engine.Answer(new SessionId(Guid.NewGuid()));

        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        Engine.Answer(session);

        await viewer.Observer.Events.WaitForCount(1);
    }

    [Fact]
    public async Task No_grain_and_no_observer_runs_on_the_thread_of_a_worker()
    {
        const string WorkerName = "media worker";
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        Thread worker = new(() =>
        {
            Engine.Answer(session);
            Engine.Play(session);
            Engine.End(session, SessionEndReason.EndOfFile);
        })
        { Name = WorkerName };

        worker.Start();
        await viewer.Ended();
        worker.Join();

        Assert.Equal(3, viewer.Observer.ThreadNames.Items.Count);
        Assert.DoesNotContain(WorkerName, viewer.Observer.ThreadNames.Items);
        Assert.Contains(cluster.Log.Lines.Items, line => line.Message.Contains($"ViewerPlaying of viewer {viewer.MediaSessionId}"));
        Assert.DoesNotContain(cluster.Log.Lines.Items, line => line.Thread == WorkerName);
    }

    [Fact]
    public async Task Neither_offer_nor_answer_is_logged()
    {
        Viewer viewer = cluster.NewViewer();
        await viewer.Stream.Subscribe(viewer.Request with { Offer = "the secret offer" });
        SessionId session = await Engine.SessionOf(viewer.AssetPath);
        Engine.Answer(session, "the secret answer");
        Engine.End(session, SessionEndReason.IceTimeout, "no check came from 192.0.2.1");

        await viewer.Ended();
        await cluster.Deactivated(viewer);

        Assert.Contains(cluster.Log.Lines.Items, line => line.Level == LogLevel.Information && line.Message.Contains("IceTimeout"));
        Assert.DoesNotContain(cluster.Log.Lines.Items, line => line.Message.Contains("secret"));
        Assert.DoesNotContain(cluster.Log.Lines.Items, line => line.Level >= LogLevel.Information && line.Message.Contains("192.0.2.1"));
    }

    private static IEnumerable<string> Kinds(Viewer viewer) => viewer.Observer.Events.Items.Select(viewerEvent => viewerEvent.GetType().Name);
}
