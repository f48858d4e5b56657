using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>A shared stream as its viewers and operators use it, on one silo.</summary>
public sealed class SharedStreamTests(GrainCluster cluster) : SharedStreamScenario(cluster)
{
    [Fact]
    public async Task A_report_that_was_under_way_while_the_stream_ended_does_not_bring_it_back()
    {
        await Stream.Startup(new(Uri, Loop: true));
        SharedViewer viewer = await Watching(Name);
        NodeViewerReport late = Cluster.Node.Sessions.ReportOf(Name, SiloAddress.Zero)!;
        await EndAll(Stream);

        Assert.Equal([viewer.MediaSessionId], await Stream.ReportViewers(late));

        Assert.Null(await Stream.Find());
        Assert.Equal(StartupOutcome.Started, (await Stream.Startup(new(Uri, Loop: true))).Outcome);
        await EndAll(Stream);
    }

    [Fact]
    public async Task A_stream_is_started_without_a_viewer_and_described()
    {
        DateTimeOffset now = Cluster.Time.GetUtcNow();

        StartupResult started = await Stream.Startup(new(Uri, Loop: null));

        Assert.Equal(StartupOutcome.Started, started.Outcome);
        Assert.Equal(new VodStreamDescription(Name, new(started.Stream!.Origin.LocalMediaSessionId, Name, Uri, now, new(now, Loop: false)), Viewer.File, 0), started.Stream);
        Assert.True(Guid.TryParse(started.Stream.Origin.LocalMediaSessionId, out _));
        Assert.Equal(started.Stream, await Stream.Find());
        await Stream.Terminate(StreamEndReason.Terminated);
    }

    [Fact]
    public async Task What_becomes_of_the_picture_is_logged_once_when_the_stream_begins()
    {
        await Stream.Startup(new(Uri, Loop: null));
        await Watching(Name);
        await Watching(Name);

        Assert.Single(Cluster.Log.Lines.Items, line => line.Message == $"Stream {Name} begins with {Uri}, whose picture is Encoded: B-frames");
        await EndAll(Stream);
    }

    [Theory]
    [InlineData("vod://a.mp4")]
    [InlineData("a.mp4")]
    [InlineData("vod-live://")]
    [InlineData("")]
    public async Task Only_the_uri_of_a_shared_stream_can_be_started(string uri)
    {
        Assert.Equal(new StartupResult(StartupOutcome.BadUri), await Stream.Startup(new(uri, Loop: null)));
        Assert.Null(await Stream.Find());
    }

    [Fact]
    public async Task A_file_that_cannot_be_played_starts_nothing()
    {
        Engine.Inspection = _ => Task.FromResult(new AssetInspection(null, SessionEndReason.FileNotFound, "no such file"));
        try
        {
            Assert.Equal(new StartupResult(StartupOutcome.Failed, StreamEndReason.FileNotFound), await Stream.Startup(new(Uri, Loop: null)));
            Assert.Null(await Stream.Find());
        }
        finally
        {
            Engine.Inspection = _ => Task.FromResult(new AssetInspection(FakeMediaEngine.File, default, ""));
        }
    }

    [Fact]
    public async Task Of_many_startups_of_oneName_exactly_one_succeeds()
    {
        StartupResult[] results = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Stream.Startup(new(Uri, Loop: null))));

        Assert.Single(results, static result => result.Outcome == StartupOutcome.Started);
        Assert.Equal(199, results.Count(static result => result.Outcome == StartupOutcome.NameTaken));
        await Stream.Terminate(StreamEndReason.Terminated);
    }

    [Fact]
    public async Task Viewers_play_a_started_stream_by_itsName_on_its_timeline()
    {
        StartupResult started = await Stream.Startup(new(Uri, Loop: true));

        foreach (SharedViewer viewer in new[] { NewViewer(Name), NewViewer(Name) })
        {
            Assert.Equal(SubscribeOutcome.Accepted, await viewer.Subscribe());
        }

        OpenPlayback[] opened = [.. Engine.Opened.Items.Where(command => command.AssetPath == File)];
        Assert.Equal(2, opened.Length);
        Assert.All(opened, command => Assert.Equal(new SharedTimeline(Name, started.Stream!.Origin.Timeline!.Epoch, Loop: true), command.Timeline));
        Assert.Equal(2, (await Stream.Find())!.Viewers);
        await EndAll(Stream);
    }

    [Fact]
    public async Task The_first_viewer_of_a_file_starts_its_stream_and_the_others_join_it()
    {
        SharedViewer first = NewViewer(Uri);
        SharedViewer second = NewViewer($"VOD-LIVE://{File}");

        Assert.Equal(SubscribeOutcome.Accepted, await first.Subscribe());
        Cluster.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(SubscribeOutcome.Accepted, await second.Subscribe());

        SharedTimeline?[] timelines = [.. Engine.Opened.Items.Where(command => command.AssetPath == File).Select(command => command.Timeline)];
        Assert.Equal(timelines[0], timelines[1]);
        VodStreamDescription found = (await first.Stream.Find())!;
        Assert.Equal((Uri, Uri, 2), (found.Origin.Name, found.Origin.Uri, found.Viewers));
        await EndAll(first.Stream);
    }

    [Fact]
    public async Task AName_that_nobody_has_started_is_no_stream_and_leaves_no_grain()
    {
        Assert.Equal(SubscribeOutcome.NoSuchStream, await NewViewer(Name).Subscribe());
        Assert.Null(await Stream.Find());
    }

    [Fact]
    public async Task Terminate_ends_all_viewers_and_frees_theName_at_once()
    {
        await Stream.Startup(new(Uri, Loop: true));
        SharedViewer[] viewers = [await Watching(Name), await Watching(Name)];

        Assert.True(await Stream.Terminate(StreamEndReason.Terminated));
        Assert.Equal(StartupOutcome.Started, (await Stream.Startup(new(Uri, Loop: true))).Outcome);

        foreach (SharedViewer viewer in viewers)
        {
            Assert.Equal(StreamEndReason.Terminated, (await viewer.Ended()).Reason);
        }

        Assert.NotNull(await Stream.Find());
        Assert.True(await Stream.Terminate(StreamEndReason.Terminated));
        Assert.False(await Stream.Terminate(StreamEndReason.Terminated));
    }

    [Fact]
    public async Task A_personal_stream_and_a_shared_one_do_not_share_a_key()
    {
        await Stream.Startup(new(Uri, Loop: null));
        SharedViewer viewer = NewViewer(Name);

        Assert.Equal(
            SubscribeOutcome.PersonalStreamTaken, await Stream.Subscribe(new($"vod://{File}", viewer.MediaSessionId, "c", "v=0", viewer.Reference)));
        await Stream.Terminate(StreamEndReason.Terminated);
    }

    [Fact]
    public async Task A_picture_of_a_shared_stream_is_taken_of_its_timeline_whether_or_not_anybody_watches()
    {
        List<object> asked = [];
        Engine.Capture = of =>
        {
            lock (asked)
            {
                asked.Add(of);
            }

            return Task.FromResult(new CapturedPicture(CaptureOutcome.Taken, new byte[] { 7 }, ""));
        };
        Assert.Equal(SnapshotOutcome.NoSuchStream, (await Stream.Snapshot(null)).Outcome);
        StreamOrigin origin = (await Stream.Startup(new(Uri, Loop: true))).Stream!.Origin;

        StreamSnapshot snapshot = await Stream.Snapshot(null);

        Assert.Equal(SnapshotOutcome.Taken, snapshot.Outcome);
        Assert.Equal([7], snapshot.Png.ToArray());
        Assert.Equal(new SharedTimeline(Name, origin.Timeline!.Epoch, Loop: true), Assert.Single(asked));
        Assert.Equal(SnapshotOutcome.NoSuchStream, (await Stream.Snapshot("nobody")).Outcome);
        await EndAll(Stream);
    }

    [Fact]
    public async Task Asking_for_a_picture_of_a_stream_that_is_being_started_does_not_end_it()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Engine.Inspection = async _ =>
        {
            asked.TrySetResult();
            await found.Task;
            return new AssetInspection(FakeMediaEngine.File, default, "");
        };
        try
        {
            Task<StartupResult> starting = Stream.Startup(new(Uri, Loop: true));
            await asked.Task;
            Assert.Equal(SnapshotOutcome.NoSuchStream, (await Stream.Snapshot(null)).Outcome);

            found.SetResult();

            Assert.Equal(StartupOutcome.Started, (await starting).Outcome);
            Assert.NotNull(await Stream.Find());
            await EndAll(Stream);
        }
        finally
        {
            Engine.Inspection = _ => Task.FromResult(new AssetInspection(FakeMediaEngine.File, default, ""));
        }
    }

    [Fact]
    public async Task A_node_that_does_not_answer_has_no_picture()
    {
        await Stream.Startup(new(Uri, Loop: true));
        Engine.Capture = static _ => throw new TimeoutException("the node is gone");

        Assert.Equal(SnapshotOutcome.Failed, (await Stream.Snapshot(null)).Outcome);
        await EndAll(Stream);
    }

    [Fact]
    public async Task Data_reaches_every_viewer()
    {
        await Stream.Startup(new(Uri, Loop: true));
        SharedViewer[] viewers = [await Watching(Name), await Watching(Name)];

        Assert.True(await Stream.SendData("{\"x\":1}"));

        foreach (SharedViewer viewer in viewers)
        {
            Assert.Equal(
                new ViewerStreamEvent(viewer.MediaSessionId, new(StreamEventKind.Data, "{\"x\":1}"), default),
                await viewer.Observer.Events.WaitFor(static received => received is ViewerStreamEvent));
        }

        await EndAll(Stream);
        Assert.False(await Stream.SendData("1"));
    }

    [Fact]
    public async Task The_directory_lists_streams_and_viewers_and_creates_nothing()
    {
        IVodDirectoryGrain directory = Cluster.Client.GetGrain<IVodDirectoryGrain>(0);
        await Stream.Startup(new(Uri, Loop: true));
        SharedViewer viewer = await Watching(Name);
        Engine.Play(await SessionOf(viewer));

        await Eventually.Is(async () => (await directory.List()).Viewers.Any(listed => listed.MediaSessionId == viewer.MediaSessionId && listed.Media is not null));
        StreamListing listing = await directory.List();
        Assert.Equal(await Stream.Find(), Assert.Single(listing.Streams, listed => listed.Key == Name));
        ViewerDescription described = Assert.Single(listing.Viewers, listed => listed.StreamKey == Name);
        Assert.Equal((Name, $"connection-of-{viewer.MediaSessionId}", Viewer.File), (described.StreamName, described.ConnectionId, described.Media));

        await EndAll(Stream);
        await Eventually.Is(async () => !(await directory.List()).Streams.Any(listed => listed.Key == Name));
    }

    [Fact]
    public async Task A_grain_that_was_lost_is_found_again_with_its_timeline_before_it_answers()
    {
        StreamOrigin origin = (await Stream.Startup(new(Uri, Loop: true))).Stream!.Origin;
        SharedViewer viewer = await Watching(Name);
        await Cluster.LoseGrain(Stream);

        Assert.Equal(StartupOutcome.NameTaken, (await Stream.Startup(new(Uri, Loop: false))).Outcome);

        Assert.Equal((origin, 1), ((await Stream.Find())!.Origin, (await Stream.Find())!.Viewers));
        Assert.Equal(SubscribeOutcome.Accepted, await NewViewer(Name).Subscribe());
        Assert.Equal(origin.Timeline!.Epoch, Engine.Opened.Items.Last(command => command.AssetPath == File).Timeline!.Epoch);
        await EndAll(Stream);
        await viewer.Ended();
    }
}
