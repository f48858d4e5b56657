using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>Recordings of what is published, as far as stream and node know of them.</summary>
public sealed class PublishedStreamRecordingTests(GrainCluster cluster) : PublishedStreamScenario(cluster), IClassFixture<GrainCluster>
{
    [Fact]
    public async Task The_name_of_the_file_comes_before_the_end()
    {
        (Publisher publisher, SessionId session) = await Publishing(record: true);
        Assert.True((await Stream.Find())!.IsRecorded);
        Assert.Equal(new RecordingOrder(Name, publisher.MediaSessionId), Engine.Published.Items.Single(command => command.Session == session).Recording);

        Engine.Record(session, "a.mp4");
        Engine.End(session, SessionEndReason.ClosedByPeer);

        await publisher.Ended();
        Assert.Equal([new PublisherRecorded(publisher.MediaSessionId, "a.mp4"), await publisher.Ended()], publisher.Observer.Events.Items.TakeLast(2));
    }

    [Fact]
    public async Task A_recording_is_begun_and_ended_by_order()
    {
        (Publisher publisher, _) = await Publishing();
        List<RecordingOrder> orders = [];
        Engine.Recording = order =>
        {
            orders.Add(order);
            return RecordingStart.Started;
        };

        Assert.Equal(RecordingStartOutcome.Started, await Stream.StartRecording(new("{streamName}", new(Seconds: 2, Bytes: 3))));
        Assert.True((await Stream.Find())!.IsRecorded);
        Engine.RecordedFile = "film_1.mp4";
        Assert.Equal([new RunningRecording(publisher.MediaSessionId, "film_1.mp4")], (await Cluster.Client.GetGrain<IVodDirectoryGrain>(0).List()).Recordings);
        Engine.RecordedFile = null;
        Assert.True(await Stream.StopRecording());
        await publisher.Observer.Events.WaitFor(viewerEvent => viewerEvent is PublisherRecorded { RecordName: "stopped.mp4" });
        await Eventually.Is(async () => !(await Stream.Find())!.IsRecorded);

        Assert.Equal([new RecordingOrder(Name, publisher.MediaSessionId, "{streamName}", new RecordingRotation(TimeSpan.FromSeconds(2), 3))], orders);
        await EndAll();
    }

    [Fact]
    public async Task Who_unpublishes_is_told_to_wait_for_the_file_of_a_recording_by_order()
    {
        (Publisher publisher, _) = await Publishing();
        SharedViewer viewer = await Watching();
        Engine.Recording = _ => RecordingStart.Started;
        await Stream.StartRecording(new());
        Assert.False(await Stream.Unsubscribe(viewer.MediaSessionId, StreamEndReason.ClosedByViewer));
        Assert.True(await Stream.Unsubscribe(publisher.MediaSessionId, StreamEndReason.ClosedByViewer));
        Assert.False(await Stream.Unsubscribe(publisher.MediaSessionId, StreamEndReason.ClosedByViewer));
        await publisher.Ended();

        (publisher, _) = await Publishing();
        Assert.False(await Stream.Unsubscribe(publisher.MediaSessionId, StreamEndReason.ClosedByViewer));
        await publisher.Ended();
    }

    [Fact]
    public async Task The_end_of_a_recording_that_comes_after_the_start_of_the_next_one_is_put_right_by_the_next_report()
    {
        (_, SessionId session) = await Publishing(record: true);
        Engine.Recording = _ => RecordingStart.Started;
        await Stream.StartRecording(new());
        Engine.Record(session, "a.mp4");
        await Eventually.Is(async () => !(await Stream.Find())!.IsRecorded);

        await Cluster.Node.Reporter.ReportToStreams(TestContext.Current.CancellationToken);

        Assert.True((await Stream.Find())!.IsRecorded);
        Engine.Record(session, "b.mp4");
        await Eventually.Is(async () => !(await Stream.Find())!.IsRecorded);
        await EndAll();
    }

    [Theory]
    [InlineData(RecordingStart.NotPublishing, RecordingStartOutcome.NoSuchStream)]
    [InlineData(RecordingStart.AlreadyRecording, RecordingStartOutcome.AlreadyRecording)]
    [InlineData(RecordingStart.DiskFull, RecordingStartOutcome.DiskFull)]
    [InlineData(RecordingStart.Failed, RecordingStartOutcome.Failed)]
    public async Task What_does_not_begin_is_not_called_a_recording(RecordingStart start, RecordingStartOutcome outcome)
    {
        await Publishing();
        Engine.Recording = _ => start;

        Assert.Equal(outcome, await Stream.StartRecording(new()));

        Assert.False((await Stream.Find())!.IsRecorded);
        await EndAll();
    }

    [Fact]
    public async Task Only_what_is_published_is_recorded()
    {
        Assert.Equal(RecordingStartOutcome.NoSuchStream, await Stream.StartRecording(new()));
        Assert.False(await Stream.StopRecording());
        await Stream.Startup(new("vod-live://a.mp4", Loop: true));
        Assert.Equal(RecordingStartOutcome.NotPublished, await Stream.StartRecording(new()));
        await EndAll();
    }
}
