using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>How long a shared stream is there, on a clock that the test moves.</summary>
public sealed class SharedStreamLifeTests(GrainCluster cluster) : SharedStreamScenario(cluster)
{
    private static readonly TimeSpan Timeout = new GrainOptions().StreamTimeout;

    [Fact]
    public async Task A_stream_whose_first_viewer_could_not_be_served_was_never_there()
    {
        SharedViewer viewer = NewViewer(Uri);
        await viewer.Subscribe();

        Engine.End(await Engine.SessionOf(File), SessionEndReason.FileNotFound);

        Assert.Equal(StreamEndReason.FileNotFound, (await viewer.Ended()).Reason);
        await Eventually.Is(async () => await viewer.Stream.Find() is null);
    }

    [Fact]
    public async Task A_stream_stays_for_the_timeout_after_its_last_viewer_left()
    {
        SharedViewer viewer = await Watching(Uri);
        await Leave(viewer);

        await Pass(Timeout - Step, viewer.Stream);
        Assert.NotNull(await viewer.Stream.Find());
        await Pass(Step, viewer.Stream);

        Assert.Null(await viewer.Stream.Find());
    }

    [Fact]
    public async Task A_started_stream_that_never_had_a_viewer_lives_under_the_same_rule()
    {
        await Stream.Startup(new(Uri, Loop: true));

        await Pass(Timeout - Step, Stream);
        Assert.NotNull(await Stream.Find());
        await Pass(Step, Stream);

        Assert.Null(await Stream.Find());
        Assert.Equal(SubscribeOutcome.NoSuchStream, await NewViewer(Name).Subscribe());
    }

    [Fact]
    public async Task A_viewer_who_returns_stops_the_clock_and_finds_the_timeline_gone_on()
    {
        SharedViewer viewer = await Watching(Uri, file: FakeMediaEngine.File with { Duration = TimeSpan.FromHours(1) });
        StreamOrigin origin = (await viewer.Stream.Find())!.Origin;
        await Leave(viewer);
        await Pass(Timeout - Step, viewer.Stream);

        SharedViewer returned = await Watching(Uri);
        await Pass(Timeout * 2, returned.Stream);

        Assert.Equal(origin, (await returned.Stream.Find())!.Origin);
        Assert.Equal(origin.Timeline!.Epoch, Engine.Opened.Items.Last(command => command.AssetPath == File).Timeline!.Epoch);
        await EndAll(returned.Stream);
    }

    [Fact]
    public async Task A_stream_without_loop_does_not_outlive_its_file()
    {
        await Stream.Startup(new(Uri, Loop: false));
        SharedViewer viewer = await Watching(Name, file: FakeMediaEngine.File with { Duration = TimeSpan.FromSeconds(60) });

        // Its node does not say that the file has ended.
        await Pass(TimeSpan.FromSeconds(60), Stream);
        Assert.NotNull(await Stream.Find());
        await Pass(Step, Stream);

        Assert.Null(await Stream.Find());
        Assert.Equal(StreamEndReason.EndOfFile, (await viewer.Ended()).Reason);
    }

    [Fact]
    public async Task The_end_of_the_file_ends_the_stream()
    {
        SharedViewer viewer = await Watching(Uri);
        SharedViewer other = await Watching(Uri);

        Engine.End(await SessionOf(viewer), SessionEndReason.EndOfFile);
        await viewer.Ended();

        await Eventually.Is(async () => await viewer.Stream.Find() is null);
        Engine.End(await SessionOf(other), SessionEndReason.EndOfFile);
        Assert.Equal(StreamEndReason.EndOfFile, (await other.Ended()).Reason);
    }

    [Fact]
    public async Task A_viewer_who_hears_the_last_second_later_than_the_first_is_not_cut_off()
    {
        SharedViewer viewer = await Watching(Uri);
        SharedViewer other = await Watching(Uri);
        Engine.End(await SessionOf(viewer), SessionEndReason.EndOfFile);
        await Eventually.Is(async () => await viewer.Stream.Find() is null);

        await Cluster.Node.Reporter.ReportToStreams(TestContext.Current.CancellationToken);
        Assert.True(Engine.IsOpen(await SessionOf(other)));

        // Its node does not say that the file has ended.
        Cluster.Time.Advance(TimeSpan.FromSeconds(2));
        await Cluster.Node.Reporter.ReportToStreams(TestContext.Current.CancellationToken);
        Assert.Equal(StreamEndReason.Orphaned, (await other.Ended()).Reason);
    }

    [Fact]
    public async Task A_file_that_has_just_ended_begins_anew_for_the_next_viewer()
    {
        SharedViewer viewer = await Watching(Uri);
        StreamOrigin first = (await viewer.Stream.Find())!.Origin;
        Engine.ObeysClose = false;
        try
        {
            Cluster.Time.Advance(TimeSpan.FromSeconds(60));
            SharedViewer next = NewViewer(Uri);

            Assert.Equal(SubscribeOutcome.Accepted, await next.Subscribe());

            StreamOrigin second = (await next.Stream.Find())!.Origin;
            Assert.NotEqual(first.LocalMediaSessionId, second.LocalMediaSessionId);
            Assert.True(second.Timeline!.Epoch >= first.Timeline!.Epoch + TimeSpan.FromSeconds(60));

            // The one of the run before is still hearing its last second, and is not mistaken for one of this run when it ends.
            Engine.End(await SessionOf(viewer), SessionEndReason.EndOfFile);
            Assert.Equal(StreamEndReason.EndOfFile, (await viewer.Ended()).Reason);
            Assert.Equal(second, (await next.Stream.Find())!.Origin);
        }
        finally
        {
            Engine.ObeysClose = true;
            await EndAll(viewer.Stream);
        }
    }

    [Fact]
    public async Task A_looping_stream_goes_on_as_long_as_it_is_watched()
    {
        await Stream.Startup(new(Uri, Loop: true));
        await Watching(Name);

        await Pass(TimeSpan.FromSeconds(300), Stream);

        Assert.Equal(1, (await Stream.Find())!.Viewers);
        await EndAll(Stream);
    }
}
