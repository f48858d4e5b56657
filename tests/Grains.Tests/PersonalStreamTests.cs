using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>A personal stream from the request of its viewer to its end, on one silo.</summary>
public sealed class PersonalStreamTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private FakeMediaEngine Engine => cluster.Node.Engine;

    [Fact]
    public async Task A_viewer_is_told_of_answer_start_and_end_in_this_order()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();

        Engine.Answer(session, "the answer");
        Engine.Play(session);
        Engine.End(session, SessionEndReason.EndOfFile, "all sent");
        await viewer.Ended();

        Assert.Equal(
            [
                new ViewerAnswered(viewer.MediaSessionId, "the answer", Viewer.File),
                new ViewerPlaying(viewer.MediaSessionId, Viewer.File),
                new ViewerEnded(viewer.MediaSessionId, StreamEndReason.EndOfFile, "all sent"),
            ],
            viewer.Observer.Events.Items);
    }

    [Fact]
    public async Task The_engine_gets_the_path_without_the_scheme_and_the_offer_verbatim()
    {
        Viewer viewer = cluster.NewViewer();

        await viewer.Stream.Subscribe(viewer.Request with { Offer = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n" });

        OpenPlayback command = await Engine.Opened.WaitFor(command => command.AssetPath == viewer.AssetPath);
        Assert.Equal("v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n", command.Offer);
        Assert.NotEqual(Guid.Empty, command.Session.Value);
    }

    [Fact]
    public async Task Find_describes_the_stream_with_its_media_once_it_is_opened()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();
        VodStreamDescription found = Assert.IsType<VodStreamDescription>(await viewer.Stream.Find());
        Assert.Equal(new VodStreamDescription(viewer.Key, viewer.Origin with { Created = found.Origin.Created }, null, 1), found);

        Engine.Answer(session);
        await Eventually.Is(async () => (await viewer.Stream.Find())?.Media is not null);

        Assert.Equal(1280, (await viewer.Stream.Find())!.Media!.Width);
    }

    [Fact]
    public async Task The_grain_of_an_ended_stream_is_gone()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();

        Engine.End(session, SessionEndReason.EndOfFile);
        await viewer.Ended();

        await cluster.Deactivated(viewer);
        await Eventually.Is(() => !cluster.Node.Sessions.TryGet(session, out _));
    }

    [Fact]
    public async Task Unsubscribe_closes_the_session_and_may_be_repeated()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();

        await viewer.Unsubscribe();
        await viewer.Unsubscribe();

        Assert.Equal(StreamEndReason.ClosedByViewer, (await viewer.Ended()).Reason);
        Assert.False(Engine.IsOpen(session));
        await viewer.Unsubscribe();
        Assert.Null(await viewer.Stream.Find());
    }

    [Fact]
    public async Task Terminate_closes_the_session_and_may_be_repeated()
    {
        (Viewer viewer, SessionId session) = await cluster.Subscribed();

        await viewer.Stream.Terminate(StreamEndReason.Terminated);
        Assert.Null(await viewer.Stream.Find());
        await viewer.Stream.Terminate(StreamEndReason.Terminated);

        Assert.Equal(StreamEndReason.Terminated, (await viewer.Ended()).Reason);
        Assert.Equal(SessionEndReason.Terminated, (await Engine.Closed.WaitFor(closed => closed.Session == session)).Reason);
    }

    [Fact]
    public async Task A_leaving_viewer_is_no_longer_found()
    {
        (Viewer viewer, _) = await cluster.Subscribed();
        Engine.ObeysClose = false;
        try
        {
            await viewer.Unsubscribe();

            Assert.Null(await viewer.Stream.Find());
        }
        finally
        {
            Engine.ObeysClose = true;
            await viewer.Unsubscribe();
        }

        await viewer.Ended();
    }

    [Fact]
    public async Task The_same_viewer_is_not_admitted_twice()
    {
        (Viewer viewer, _) = await cluster.Subscribed();

        Assert.Equal(SubscribeOutcome.DuplicateViewer, await viewer.Subscribe());
        Assert.Single(Engine.Opened.Items, command => command.AssetPath == viewer.AssetPath);
    }

    [Fact]
    public async Task A_second_viewer_of_a_personal_stream_is_refused()
    {
        (Viewer viewer, _) = await cluster.Subscribed();

        Assert.Equal(SubscribeOutcome.PersonalStreamTaken, await viewer.Stream.Subscribe(viewer.Request with { MediaSessionId = "another" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("vod://")]
    [InlineData("rtsp://camera/1")]
    [InlineData("vod://a\u0085b.mp4")]
    [InlineData("vod://a\u2028b.mp4")]
    public async Task A_uri_that_is_no_personal_stream_is_refused_and_leaves_no_grain(string uri)
    {
        Viewer viewer = cluster.NewViewer();

        Assert.Equal(SubscribeOutcome.BadUri, await viewer.Stream.Subscribe(viewer.Request with { Uri = uri }));
        await cluster.Deactivated(viewer);
    }

    [Fact]
    public async Task Without_room_on_any_node_the_viewer_is_refused_and_nothing_is_left()
    {
        Viewer viewer = cluster.NewViewer();
        Engine.Capacity = 0;
        try
        {
            Assert.Equal(SubscribeOutcome.NoCapacity, await viewer.Subscribe());
        }
        finally
        {
            Engine.Capacity = 1000;
        }

        await cluster.Deactivated(viewer);
        Assert.False(cluster.Node.Sessions.TryGet(viewer.Key, viewer.MediaSessionId, out _));
    }

    [Fact]
    public async Task A_session_the_engine_refuses_leaves_nothing_behind()
    {
        Viewer viewer = cluster.NewViewer();
        Engine.RefusesSurprisingly = true;
        try
        {
            Assert.Equal(SubscribeOutcome.NoCapacity, await viewer.Subscribe());
        }
        finally
        {
            Engine.RefusesSurprisingly = false;
        }

        Assert.False(cluster.Node.Sessions.TryGet(viewer.Key, viewer.MediaSessionId, out _));
        await cluster.Deactivated(viewer);
        Assert.Equal(SubscribeOutcome.Accepted, await viewer.Subscribe());
    }

    [Fact]
    public async Task A_call_that_fails_at_the_node_admits_nobody_and_keeps_the_viewer_out()
    {
        // The grain cannot know whether the session exists, so the same id is not tried again.
        Viewer viewer = cluster.NewViewer();
        Engine.NextOpenThrows = new InvalidOperationException("a defect of the engine");

        Assert.Equal(SubscribeOutcome.NoCapacity, await viewer.Subscribe());

        Assert.False(cluster.Node.Sessions.TryGet(viewer.Key, viewer.MediaSessionId, out _));
        Assert.Equal(SubscribeOutcome.DuplicateViewer, await viewer.Subscribe());
        Assert.Equal([viewer.MediaSessionId], await viewer.Stream.ReportViewers(viewer.Report(cluster.Node, viewer.MediaSessionId)));
    }

    [Fact]
    public async Task Find_of_an_unknown_stream_is_null_and_leaves_no_grain()
    {
        Viewer viewer = cluster.NewViewer();

        Assert.Null(await viewer.Stream.Find());

        await cluster.Deactivated(viewer);
    }

    [Fact]
    public async Task An_unsubscribe_that_overtakes_its_subscribe_keeps_the_viewer_out()
    {
        Viewer viewer = cluster.NewViewer();

        await viewer.Unsubscribe();

        Assert.Equal(SubscribeOutcome.DuplicateViewer, await viewer.Subscribe());
        Assert.DoesNotContain(Engine.Opened.Items, command => command.AssetPath == viewer.AssetPath);
    }

    [Fact]
    public async Task An_unsubscribe_during_a_slow_subscribe_closes_the_session()
    {
        Viewer viewer = cluster.NewViewer();
        Engine.OpenGate.Reset();
        Task<SubscribeOutcome> subscribing = viewer.Subscribe();
        SessionId session = await Engine.SessionOf(viewer.AssetPath);
        Task unsubscribing = viewer.Unsubscribe();
        Engine.OpenGate.Set();

        Assert.Equal(SubscribeOutcome.Accepted, await subscribing);
        await unsubscribing;

        Assert.Equal(StreamEndReason.ClosedByViewer, (await viewer.Ended()).Reason);
        Assert.False(Engine.IsOpen(session));
        await cluster.Deactivated(viewer);
    }

    [Fact]
    public async Task Two_hundred_streams_at_once_leave_nothing_behind()
    {
        Viewer[] viewers = [.. Enumerable.Range(0, 200).Select(_ => cluster.NewViewer())];

        await Task.WhenAll(viewers.Select(async (viewer, index) =>
        {
            Assert.Equal(SubscribeOutcome.Accepted, await viewer.Subscribe());
            SessionId session = await Engine.SessionOf(viewer.AssetPath);
            Engine.Answer(session);
            Engine.Play(session);
            if (index % 2 == 0)
            {
                await viewer.Unsubscribe();
            }
            else
            {
                Engine.End(session, SessionEndReason.EndOfFile);
            }

            await viewer.Ended();
        }));

        await Task.WhenAll(viewers.Select(cluster.Deactivated));
        await Eventually.Is(() =>
            !viewers.Any(viewer => cluster.Node.Sessions.TryGet(viewer.Key, viewer.MediaSessionId, out _)));
        Assert.All(viewers, viewer => Assert.IsType<ViewerEnded>(viewer.Observer.Events.Items[^1]));
    }
}
