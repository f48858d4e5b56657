using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>A stream that a browser publishes, as its publisher, its viewers and operators use it, on one silo.</summary>
public sealed class PublishedStreamTests(GrainCluster cluster) : PublishedStreamScenario(cluster), IClassFixture<GrainCluster>
{
    [Fact]
    public async Task A_publisher_gets_its_answer_then_its_start_then_its_end()
    {
        (Publisher publisher, SessionId session) = await Publishing();
        OpenPublication order = Assert.Single(Engine.Published.Items, command => command.Stream == Name);
        await publisher.Unpublish();
        await publisher.Ended();

        Assert.Equal((session, "v=0", null), (order.Session, order.Offer, order.Recording));
        Assert.Equal(
            [typeof(ViewerAnswered), typeof(PublisherPublishing), typeof(ViewerEnded)], publisher.Observer.Events.Items.Select(viewerEvent => viewerEvent.GetType()));
        Assert.Equal(Publisher.Camera, ((PublisherPublishing)publisher.Observer.Events.Items[1]).Media);
        Assert.Equal(StreamEndReason.ClosedByViewer, (await publisher.Ended()).Reason);
        Assert.Null(await Stream.Find());
    }

    [Fact]
    public async Task It_is_described_with_its_publisher_and_without_counting_him()
    {
        DateTimeOffset now = Cluster.Time.GetUtcNow();
        (Publisher publisher, _) = await Publishing();
        await Watching();

        VodStreamDescription found = (await Stream.Find())!;
        StreamPublication by = new(publisher.MediaSessionId, $"connection-of-{publisher.MediaSessionId}");
        Assert.Equal(new(Name, new(found.Origin.LocalMediaSessionId, Name, Name, now, Timeline: null) { Publication = by }, Publisher.Camera, 1), found);
        StreamListing listing = await Cluster.Client.GetGrain<IVodDirectoryGrain>(0).List();
        Assert.Equal(found, Assert.Single(listing.Streams, stream => stream.Key == Name));
        Assert.Single(listing.Viewers, viewer => viewer.StreamKey == Name);
        await EndAll();
    }

    [Fact]
    public async Task Viewers_of_its_name_are_opened_on_the_publication()
    {
        (_, SessionId publication) = await Publishing();
        SharedViewer viewer = await Watching();

        OpenPlayback opened = await Engine.Opened.WaitFor(command => command.Session == SessionOf(viewer.MediaSessionId));
        Assert.Equal((publication, null), (opened.Publication, opened.Timeline));
        await EndAll();
    }

    [Fact]
    public async Task Nobody_watches_what_is_not_there_yet_or_no_more()
    {
        Assert.Equal(SubscribeOutcome.NoSuchStream, await NewViewer().Subscribe());
        Publisher publisher = NewPublisher();
        await publisher.Publish();
        Assert.Null((await Stream.Find())!.Media);
        Assert.Equal(SubscribeOutcome.NotReady, await NewViewer().Subscribe());
        await publisher.Unpublish();
        Assert.Equal(SubscribeOutcome.NoSuchStream, await NewViewer().Subscribe());
        await publisher.Ended();
    }

    [Fact]
    public async Task The_end_of_the_publisher_ends_its_viewers_and_the_stream()
    {
        (Publisher publisher, _) = await Publishing();
        SharedViewer[] viewers = [await Watching(), await Watching()];

        await publisher.Unpublish();

        foreach (SharedViewer viewer in viewers)
        {
            Assert.Equal(StreamEndReason.StoppedByPublisher, (await viewer.Ended()).Reason);
        }

        Assert.Null(await Stream.Find());
    }

    [Theory]
    [InlineData(SessionEndReason.ClosedByPeer)]
    [InlineData(SessionEndReason.ConsentExpired)]
    [InlineData(SessionEndReason.DtlsFailed)]
    [InlineData(SessionEndReason.RtpActivityLost)]
    public async Task A_publisher_that_is_lost_takes_the_stream_with_him(SessionEndReason reason)
    {
        (Publisher publisher, SessionId session) = await Publishing();
        SharedViewer viewer = await Watching();

        Engine.End(session, reason);

        Assert.Equal(reason.ToString(), (await publisher.Ended()).Reason.ToString());
        Assert.Equal(StreamEndReason.StoppedByPublisher, (await viewer.Ended()).Reason);
        await Eventually.Is(async () => await Stream.Find() is null);
    }

    [Fact]
    public async Task A_name_is_free_as_soon_as_its_publisher_has_left_though_his_file_is_still_being_completed()
    {
        (Publisher first, SessionId session) = await Publishing(record: true);
        Engine.ObeysClose = false;
        await first.Unpublish();
        Engine.ObeysClose = true;
        Assert.True(Engine.IsOpen(session));

        (Publisher second, _) = await Publishing();
        Engine.Record(session, "first.mp4");
        Engine.End(session, SessionEndReason.ClosedByViewer);

        await first.Ended();
        Assert.Equal("first.mp4", first.Observer.Events.Items.OfType<PublisherRecorded>().Single().RecordName);
        Assert.Equal(second.MediaSessionId, (await Stream.Find())!.Origin.Publication!.MediaSessionId);
        await EndAll();
    }

    [Fact]
    public async Task Of_many_publishers_of_one_name_exactly_one_is_admitted()
    {
        PublishOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => NewPublisher().Publish()));

        Assert.Single(outcomes, PublishOutcome.Accepted);
        Assert.Equal(99, outcomes.Count(outcome => outcome == PublishOutcome.NameTaken));
        await EndAll();
    }

    [Fact]
    public async Task The_name_of_a_file_that_plays_is_taken_and_the_other_way_round()
    {
        await Stream.Startup(new("vod-live://a.mp4", Loop: true));
        Assert.Equal(PublishOutcome.NameTaken, await NewPublisher().Publish());
        await EndAll();

        await Publishing();
        Assert.Equal(StartupOutcome.NameTaken, (await Stream.Startup(new("vod-live://a.mp4", Loop: true))).Outcome);
        await EndAll();
    }

    [Theory]
    [InlineData("vod://a.mp4")]
    [InlineData("vod-live://a.mp4")]
    [InlineData("rtsp://a")]
    [InlineData("two\u0085lines")]
    public async Task Only_a_plain_name_can_be_published(string name)
    {
        Publisher publisher = new(Cluster.Client, name, "p");
        Assert.Equal(PublishOutcome.BadName, await publisher.Publish());
        Assert.Null(await publisher.Stream.Find());
    }

    [Fact]
    public async Task A_publisher_who_has_left_before_he_came_is_refused()
    {
        Publisher publisher = NewPublisher();
        await publisher.Unpublish();
        Assert.Equal(PublishOutcome.DuplicatePublisher, await publisher.Publish());
    }

    [Fact]
    public async Task A_full_node_takes_no_publisher()
    {
        Engine.RefusesSurprisingly = true;
        Assert.Equal(PublishOutcome.NoCapacity, await NewPublisher().Publish());
        Engine.RefusesSurprisingly = false;
        Assert.Null(await Stream.Find());
    }

    [Fact]
    public async Task An_operator_ends_publisher_and_viewers_for_the_same_reason()
    {
        (Publisher publisher, _) = await Publishing();
        SharedViewer viewer = await Watching();

        Assert.True(await Stream.Terminate(StreamEndReason.Terminated));

        Assert.Equal(StreamEndReason.Terminated, (await publisher.Ended()).Reason);
        Assert.Equal(StreamEndReason.Terminated, (await viewer.Ended()).Reason);
        Assert.False(await Stream.Terminate(StreamEndReason.Terminated));
    }

    [Fact]
    public async Task A_stream_that_nobody_watches_stays()
    {
        await Publishing();
        for (TimeSpan passed = TimeSpan.Zero; passed < 2 * new GrainOptions().StreamTimeout; passed += new GrainOptions().LeaseCheckPeriod)
        {
            Cluster.Time.Advance(new GrainOptions().LeaseCheckPeriod);
            await Cluster.Node.Reporter.ReportToStreams(TestContext.Current.CancellationToken);
            Assert.NotNull(await Stream.Find());
        }

        await EndAll();
    }

    [Fact]
    public async Task A_picture_of_it_is_the_publishers_whoever_asks()
    {
        (Publisher publisher, SessionId session) = await Publishing();
        SharedViewer viewer = await Watching();
        List<object> captured = [];
        Engine.Capture = what =>
        {
            captured.Add(what);
            return Task.FromResult(new CapturedPicture(CaptureOutcome.Taken, new byte[] { 1 }, ""));
        };

        foreach (string? of in new[] { null, publisher.MediaSessionId, viewer.MediaSessionId })
        {
            Assert.Equal(SnapshotOutcome.Taken, (await Stream.Snapshot(of)).Outcome);
        }

        Assert.Equal(SnapshotOutcome.NoSuchStream, (await Stream.Snapshot("nobody")).Outcome);
        Assert.All(captured, what => Assert.Equal(session, what));
        await EndAll();
    }

    [Fact]
    public async Task Data_go_to_viewers_and_not_to_the_publisher()
    {
        (Publisher publisher, _) = await Publishing();
        SharedViewer viewer = await Watching();

        Assert.True(await Stream.SendData("1"));

        await viewer.Observer.Events.WaitFor(viewerEvent => viewerEvent is ViewerStreamEvent);
        Assert.DoesNotContain(publisher.Observer.Events.Items, viewerEvent => viewerEvent is ViewerStreamEvent);
        Assert.NotNull(await Stream.RestartIce(publisher.MediaSessionId));
        await EndAll();
    }
}
