using Vod.Grains.Abstractions.Streams;
using Vod.Grains.Streams;
using Vod.Grains.Tests.Cluster;
using Vod.Media.Engine;

namespace Vod.Grains.Tests;

/// <summary>Streams that are sent on to other servers, which makes viewers without browsers of these.</summary>
public sealed class PushedStreamTests(GrainCluster cluster) : PublishedStreamScenario(cluster), IClassFixture<GrainCluster>
{
    private const string Url = "rtmp://live.example.org/app/key";

    [Fact]
    public async Task A_publication_is_sent_on_from_its_node_and_ends_with_it()
    {
        (Publisher publisher, SessionId publication) = await Publishing();

        Assert.Equal(PushOutcome.Accepted, await Stream.Push(new($"{Name}-push", Url)));

        OpenPush order = Engine.Pushed.Items.Single(push => push.Publication == publication);
        Assert.Equal((Url, SessionOf($"{Name}-push")), (order.Target, order.Session));
        StreamListing listing = await Cluster.Client.GetGrain<IVodDirectoryGrain>(0).List();
        Assert.Equal(Url, Assert.Single(listing.Viewers, viewer => viewer.StreamKey == Name).PushUrl);
        await publisher.Unpublish();
        await Eventually.Is(() => !Cluster.Node.Sessions.TryGet(Name, $"{Name}-push", out _));
    }

    [Fact]
    public async Task It_is_ended_by_its_id()
    {
        await Publishing();
        await Stream.Push(new($"{Name}-push", Url));
        SessionId push = SessionOf($"{Name}-push");
        Assert.Equal(1, (await Stream.Find())!.Viewers);

        await Stream.Unsubscribe($"{Name}-push", StreamEndReason.Terminated);

        await Eventually.Is(async () => (await Stream.Find())!.Viewers == 0);
        Assert.Contains((push, SessionEndReason.Terminated), Engine.Closed.Items);
        await EndAll();
    }

    [Fact]
    public async Task What_the_publisher_wants_to_be_sent_on_is_as_soon_as_there_is_something()
    {
        Publisher publisher = NewPublisher();
        await Stream.Publish(new(publisher.MediaSessionId, "c", "v=0", publisher.Reference) { PushUrl = Url });
        SessionId session = SessionOf(publisher.MediaSessionId);
        Assert.DoesNotContain(Engine.Pushed.Items, push => push.Publication == session);

        Engine.Publish(session);

        Assert.Equal(Url, (await Engine.Pushed.WaitFor(push => push.Publication == session)).Target);
        await EndAll();
    }

    [Fact]
    public async Task Nothing_is_sent_twice_to_one_place_nor_to_more_than_a_few()
    {
        Assert.Equal(PushOutcome.NoSuchStream, await Stream.Push(new("p", Url)));
        Publisher publisher = NewPublisher();
        await publisher.Publish();
        Assert.Equal(PushOutcome.NotReady, await Stream.Push(new("p", Url)));
        await EndAll();
        await Publishing();
        for (int i = 0; i < VodStreamGrain.MaxPushes; i++)
        {
            Assert.Equal(PushOutcome.Accepted, await Stream.Push(new($"{Name}-{i}", $"{Url}{i}")));
        }

        Assert.Equal(PushOutcome.AlreadyPushed, await Stream.Push(new("p", $"{Url}0")));
        Assert.Equal(PushOutcome.TooMany, await Stream.Push(new("p", Url)));
        await Cluster.LoseGrain(Stream);
        Assert.Equal(PushOutcome.AlreadyPushed, await Stream.Push(new("p", $"{Url}0")));
        await EndAll();
    }

    [Fact]
    public async Task Operators_see_how_it_stands()
    {
        await Publishing();
        await Stream.Push(new($"{Name}-push", Url));
        await Watching();
        Assert.Equal(StreamPush.New, await StandingOf($"{Name}-push"));

        Engine.ChangePush(SessionOf($"{Name}-push"), PushState.Waiting, 3, "refused");
        await Eventually.Is(async () => await StandingOf($"{Name}-push") == new StreamPush(StreamPushState.Waiting, 3, "refused"));
        Engine.ChangePush(SessionOf($"{Name}-push"), PushState.Sending, 0, "");
        await Eventually.Is(async () => await StandingOf($"{Name}-push") == new StreamPush(StreamPushState.Sending, 0, ""));

        StreamListing listing = await Cluster.Client.GetGrain<IVodDirectoryGrain>(0).List();
        Assert.Null(Assert.Single(listing.Viewers, viewer => viewer.StreamKey == Name && viewer.PushUrl is null).Push);
        await EndAll();

        async Task<StreamPush?> StandingOf(string push) =>
            Assert.Single((await Cluster.Client.GetGrain<IVodDirectoryGrain>(0).List()).Viewers, viewer => viewer.MediaSessionId == push).Push;
    }

    [Fact]
    public async Task It_is_muted_where_it_is_sent_from()
    {
        await Publishing();
        SharedViewer viewer = await Watching();
        await Stream.Push(new($"{Name}-push", Url));
        SessionId push = SessionOf($"{Name}-push");
        await Cluster.LoseGrain(Stream);

        Assert.True(await Stream.MutePush($"{Name}-push", isMuted: true));

        Assert.Equal((push, true), Assert.Single(Engine.Muted.Items, muted => muted.Session == push));
        Assert.True(await IsMuted());
        Engine.ChangePush(push, PushState.Sending, 0, "");
        Assert.True(await IsMuted());
        Assert.True(await Stream.MutePush($"{Name}-push", isMuted: false));
        Assert.False(await IsMuted());
        Assert.False(await Stream.MutePush(viewer.MediaSessionId, isMuted: true));
        Assert.False(await Stream.MutePush("nobody", isMuted: true));
        await EndAll();

        async Task<bool> IsMuted() =>
            Assert.Single((await Cluster.Client.GetGrain<IVodDirectoryGrain>(0).List()).Viewers, one => one.MediaSessionId == $"{Name}-push").Push!.IsMuted;
    }

    [Fact]
    public async Task The_end_of_the_url_is_not_logged()
    {
        await Publishing();
        await Stream.Push(new($"{Name}-push", "rtmp://live.example.org/app/hush-hush"));

        Assert.Contains(Cluster.Log.Lines.Items, line => line.Message.Contains($"{Name}-push", StringComparison.Ordinal));
        Assert.DoesNotContain(Cluster.Log.Lines.Items, line => line.Message.Contains("hush-hush", StringComparison.Ordinal));
        await EndAll();
    }
}
