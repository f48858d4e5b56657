using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Nodes;
using Vod.Grains.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>Films of shared streams that are sent on to other servers, which makes viewers without browsers of these.</summary>
public sealed class PushedFilmTests(GrainCluster cluster) : SharedStreamScenario(cluster)
{
    private const string Url = "rtmp://live.example.org/app/key";

    private string PushId => $"{Name}-push";

    [Fact]
    public async Task A_film_is_sent_on_where_its_timeline_stands()
    {
        StartupResult started = await Stream.Startup(new(Uri, Loop: true));

        OpenPush order = await Pushing();

        Assert.Equal((Url, null, new SharedTimeline(Name, started.Stream!.Origin.Timeline!.Epoch, Loop: true)), (order.Target, order.Publication, order.Timeline));
        Assert.Equal(1, (await Stream.Find())!.Viewers);
        await EndAll(Stream);
        Assert.Contains((order.Session, SessionEndReason.Terminated), Engine.Closed.Items);
    }

    [Fact]
    public async Task What_viewers_have_started_is_sent_on_as_soon_as_its_film_is_known()
    {
        SharedViewer viewer = NewViewer(Uri);
        await viewer.Subscribe();
        Assert.Equal(PushOutcome.NotReady, await viewer.Stream.Push(new(PushId, Url)));
        Engine.Answer(await SessionOf(viewer));
        await Eventually.Is(async () => (await viewer.Stream.Find())?.Media is not null);

        Assert.Equal(PushOutcome.Accepted, await viewer.Stream.Push(new(PushId, Url)));

        Assert.Contains(Engine.Pushed.Items, push => push.AssetPath == File && push.Timeline!.Stream == Uri);
        await EndAll(viewer.Stream);
    }

    [Fact]
    public async Task The_stream_stays_for_it_as_for_a_viewer()
    {
        await Stream.Startup(new(Uri, Loop: true));
        await Pushing();

        await Pass(2 * new GrainOptions().StreamTimeout, Stream);
        Assert.Equal(1, (await Stream.Find())!.Viewers);

        await Stream.Unsubscribe(PushId, StreamEndReason.Terminated);
        await Eventually.Is(async () => (await Stream.Find())?.Viewers == 0);
        await Pass(2 * new GrainOptions().StreamTimeout, Stream);
        Assert.Null(await Stream.Find());
    }

    [Fact]
    public async Task A_new_activation_knows_it_and_what_the_film_consists_of()
    {
        await Stream.Startup(new(Uri, Loop: true));
        OpenPush order = await Pushing();
        Engine.Answer(order.Session, answer: "");
        await Eventually.Is(() => Cluster.Node.Sessions.TryGet(Name, PushId, out NodeSession? session) && session.File is not null);

        await Cluster.LoseGrain(Stream);

        Assert.Equal(PushOutcome.AlreadyPushed, await Stream.Push(new("p", Url)));
        Assert.Equal(Viewer.File, (await Stream.Find())!.Media);
        await EndAll(Stream);
    }

    [Fact]
    public async Task It_is_sent_to_no_more_than_a_few()
    {
        await Stream.Startup(new(Uri, Loop: true));
        for (int i = 0; i < VodStreamGrain.MaxPushes; i++)
        {
            Assert.Equal(PushOutcome.Accepted, await Stream.Push(new($"{Name}-{i}", $"{Url}{i}")));
        }

        Assert.Equal(PushOutcome.TooMany, await Stream.Push(new(PushId, Url)));
        await EndAll(Stream);
    }

    [Fact]
    public async Task What_one_viewer_has_alone_is_not_sent_on()
    {
        Viewer viewer = new(Cluster.Client, Name);
        await viewer.Subscribe();
        Assert.Equal(PushOutcome.NotShared, await viewer.Stream.Push(new(PushId, Url)));
        await EndAll(viewer.Stream);
    }

    private async Task<OpenPush> Pushing()
    {
        Assert.Equal(PushOutcome.Accepted, await Stream.Push(new(PushId, Url)));
        return Engine.Pushed.Items.Single(push => push.AssetPath == File);
    }
}
