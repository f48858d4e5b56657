using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>What a publisher tells those who watch, and what is kept of it.</summary>
public sealed class StreamEventTests(TwoNodeCluster cluster) : PublishedStreamScenario(cluster), IClassFixture<TwoNodeCluster>
{
    private static readonly StreamEvent AudioMuted = new(StreamEventKind.AudioMuted, """{"why":"cough"}""");

    [Fact]
    public async Task Every_viewer_hears_it_and_the_stream_remembers_what_is_muted()
    {
        (Publisher publisher, Node carrier) = await PublishOn(0);
        SharedViewer[] viewers = [await Watching(carrier), await Watching(carrier)];

        await Stream.SendEvent(publisher.MediaSessionId, AudioMuted);

        foreach (SharedViewer viewer in viewers)
        {
            Assert.Equal(
                new ViewerStreamEvent(viewer.MediaSessionId, AudioMuted, new(Audio: true, Video: false, 1)),
                await viewer.Observer.Events.WaitFor(static told => told is ViewerStreamEvent));
        }

        Assert.DoesNotContain(publisher.Observer.Events.Items, static told => told is ViewerStreamEvent);
        Assert.Equal(new StreamMute(Audio: true, Video: false, 1), (await Stream.Find())!.Mute);
        Assert.True(Assert.Single((await Cluster.Client.GetGrain<IVodDirectoryGrain>(0).List()).Streams, stream => stream.Key == Name).Mute.Audio);
        await Stream.SendEvent(publisher.MediaSessionId, new(StreamEventKind.VideoMuted));
        await Stream.SendEvent(publisher.MediaSessionId, new(StreamEventKind.AudioUnmuted));
        await Stream.SendEvent(publisher.MediaSessionId, new(StreamEventKind.Data, "1"));
        Assert.Equal(new StreamMute(Audio: false, Video: true, 3), (await Stream.Find())!.Mute);
        await Stream.SendEvent(publisher.MediaSessionId, new(StreamEventKind.VideoUnmuted));
        Assert.Equal(new StreamMute(Audio: false, Video: false, 4), (await Stream.Find())!.Mute);
        await EndAll();
    }

    [Fact]
    public async Task Who_joins_later_learns_it_as_he_begins_to_play_also_from_another_activation()
    {
        (Publisher publisher, Node carrier) = await PublishOn(1);
        await Stream.SendEvent(publisher.MediaSessionId, AudioMuted);
        await Cluster.LoseGrain(Stream);
        SharedViewer late = NewViewer();
        await GrainCluster.PlacedOn(Cluster.Nodes[0], late.Subscribe);
        SessionId session = SessionOf(late.MediaSessionId, carrier);
        carrier.Engine.Answer(session);
        carrier.Engine.Play(session);

        ViewerPlaying playing = (ViewerPlaying)await late.Observer.Events.WaitFor(static told => told is ViewerPlaying);

        Assert.Equal(new StreamMute(Audio: true, Video: false, 1), playing.Mute);
        Assert.Equal(playing.Mute, (await Stream.Find())!.Mute);
        await EndAll();
    }

    [Fact]
    public async Task A_new_activation_takes_what_the_publisher_says_for_his()
    {
        (Publisher publisher, _) = await PublishOn(1);
        await Cluster.LoseGrain(Stream);

        await GrainCluster.PlacedOn(Cluster.Nodes[0], async () =>
        {
            await Stream.SendEvent(publisher.MediaSessionId, AudioMuted);
            return true;
        });

        Assert.True((await Stream.Find())!.Mute.Audio);
        await EndAll();
    }

    [Fact]
    public async Task Nobody_else_is_heard_and_the_next_publisher_begins_unmuted()
    {
        (Publisher publisher, Node carrier) = await PublishOn(0);
        SharedViewer viewer = await Watching(carrier);
        await Stream.SendEvent(viewer.MediaSessionId, AudioMuted);
        Assert.False((await Stream.Find())!.Mute.Audio);
        await Stream.SendEvent(publisher.MediaSessionId, AudioMuted);
        Assert.True((await Stream.Find())!.Mute.Audio);

        await publisher.Unpublish();
        await publisher.Ended();
        await Eventually.Is(async () => await Stream.Find() is null);
        await Stream.SendEvent(publisher.MediaSessionId, AudioMuted);
        await PublishOn(0);

        Assert.Equal(default, (await Stream.Find())!.Mute);
        await EndAll();
    }

    private async Task<(Publisher Publisher, Node Carrier)> PublishOn(int index)
    {
        Node carrier = Cluster.Nodes[index];
        (Publisher publisher, _) = await GrainCluster.PlacedOn(carrier, () => Publishing(node: carrier));
        return (publisher, carrier);
    }
}
