using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Wcs;

/// <summary>What the page of a publisher tells those who watch it, on its way there and where it arrives.</summary>
public sealed class StreamEventsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_publisher_tells_reaches_its_stream_in_its_order()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        TaskCompletionSource first = new();
        server.Cluster.Telling = told => told.Kind == StreamEventKind.AudioMuted ? first.Task : Task.CompletedTask;
        await PublishAsync(server, client);

        await client.SendAsync("""{"message":"sendStreamEvent","data":[{"mediaSessionId":"p","type":"audioMuted"}]}""");
        await client.SendAsync("""{"message":"sendStreamEvent","data":[{"mediaSessionId":"p","type":"videoMuted","payload":{"x":[1]}}]}""");
        await client.SendAsync("""{"message":"sendStreamEvent","data":[{"mediaSessionId":"p","type":"data","payload":"text"}]}""");

        Assert.Equal(("cam", "p", new StreamEvent(StreamEventKind.AudioMuted)), await server.Cluster.Told.ReadAsync(Token));
        await client.SendAsync("""{"message":"ping","data":[null]}""");
        await client.ExpectAsync("""{"message":"pong"}""");
        Assert.False(server.Cluster.Told.TryPeek(out _));
        first.SetResult();
        Assert.Equal(("cam", "p", new StreamEvent(StreamEventKind.VideoMuted, """{"x":[1]}""")), await server.Cluster.Told.ReadAsync(Token));
        Assert.Equal(("cam", "p", new StreamEvent(StreamEventKind.Data, "\"text\"")), await server.Cluster.Told.ReadAsync(Token));
        await client.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("""{"mediaSessionId":"v","type":"audioMuted"}""")]
    [InlineData("""{"mediaSessionId":"nobody","type":"audioMuted"}""")]
    [InlineData("""{"mediaSessionId":"p","type":"resize"}""")]
    [InlineData("""{"mediaSessionId":"p"}""")]
    [InlineData("""{"type":"audioMuted"}""")]
    [InlineData("null")]
    public async Task Who_watches_has_nothing_to_tell_and_what_is_no_event_is_ignored(string argument)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await PublishAsync(server, client);
        server.Cluster.Admission = _ => Task.FromResult(SubscribeOutcome.Accepted);
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"v","name":"other","sdp":"v=0"}]}""");
        await server.Cluster.NextSubscribedAsync();

        await client.SendAsync($$"""{"message":"sendStreamEvent","data":[{{argument}}]}""");

        await client.ExpectNothingAsync();
        Assert.False(server.Cluster.Told.TryPeek(out _));
    }

    [Fact]
    public async Task A_payload_beyond_the_limit_is_refused_and_one_at_it_is_not()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await PublishAsync(server, client);

        await client.SendAsync(Data(WcsLimits.MaxEventPayloadBytes));
        await client.SendAsync(Data(WcsLimits.MaxEventPayloadBytes + 1));

        Assert.Equal(WcsLimits.MaxEventPayloadBytes, (await server.Cluster.Told.ReadAsync(Token)).Event.Payload!.Length);
        await client.ExpectAsync("""{"message":"fail","data":[{"apiMethod":"sendStreamEvent","status":"FAILED","info":"The payload is longer than 16384 bytes"}]}""");
        Assert.False(server.Cluster.Told.TryPeek(out _));
    }

    [Fact]
    public async Task More_than_may_wait_for_a_stream_that_is_slow_is_refused()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        server.Cluster.Telling = _ => new TaskCompletionSource().Task;
        await PublishAsync(server, client);

        for (int i = 0; i <= WcsLimits.MaxWaitingEvents; i++)
        {
            await client.SendAsync(Data(2));
        }

        await client.ExpectAsync("""{"message":"fail","data":[{"apiMethod":"sendStreamEvent","status":"FAILED","info":"Too many requests"}]}""");
        await client.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_stream_that_cannot_be_told_loses_that_and_no_more()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        server.Cluster.Telling = told => told.Payload == "1" ? throw new InvalidOperationException("gone") : Task.CompletedTask;
        await PublishAsync(server, client);

        await client.SendAsync("""{"message":"sendStreamEvent","data":[{"mediaSessionId":"p","type":"data","payload":1}]}""");
        await client.SendAsync("""{"message":"sendStreamEvent","data":[{"mediaSessionId":"p","type":"data","payload":2}]}""");

        Assert.Equal("1", (await server.Cluster.Told.ReadAsync(Token)).Event.Payload);
        Assert.Equal("2", (await server.Cluster.Told.ReadAsync(Token)).Event.Payload);
    }

    [Fact]
    public async Task A_player_hears_of_it_and_learns_as_it_begins_what_is_muted_already()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        server.Cluster.Admission = _ => Task.FromResult(SubscribeOutcome.Accepted);
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"v","name":"cam","sdp":"v=0"}]}""");
        IViewerObserver observer = (await server.Cluster.NextSubscribedAsync()).Observer;
        await observer.OnViewerEvent(new ViewerAnswered("v", "v=0", Samples.Film));
        await client.ExpectAsync("""{"message":"setRemoteSDP"}""");

        await observer.OnViewerEvent(new ViewerPlaying("v", Samples.Film) { Mute = new(Audio: true, Video: false, Revision: 1) });
        await client.ExpectAsync(
            """{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"v","status":"PLAYING","audioState":{"muted":true},"videoState":{"muted":false}}]}""");
        await observer.OnViewerEvent(new ViewerStreamEvent("v", new(StreamEventKind.VideoMuted), new(Audio: true, Video: true, Revision: 2)));
        Assert.Equal("""{"message":"notifyStreamEvent","data":[{"mediaSessionId":"v","type":"videoMuted"}]}""", await client.ReceiveAsync());
        await observer.OnViewerEvent(new ViewerEnded("v", StreamEndReason.StoppedByPublisher, ""));
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"status":"STOPPED","audioState":{"muted":true},"videoState":{"muted":true}}]}""");
    }

    [Fact]
    public async Task What_was_muted_before_it_began_is_not_undone_by_older_news()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        server.Cluster.Admission = _ => Task.FromResult(SubscribeOutcome.Accepted);
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"v","name":"cam","sdp":"v=0"}]}""");
        IViewerObserver observer = (await server.Cluster.NextSubscribedAsync()).Observer;

        await observer.OnViewerEvent(new ViewerStreamEvent("v", new(StreamEventKind.AudioUnmuted), new(Audio: false, Video: false, Revision: 2)));
        await observer.OnViewerEvent(new ViewerAnswered("v", "v=0", Samples.Film));
        await observer.OnViewerEvent(new ViewerPlaying("v", Samples.Film) { Mute = new(Audio: true, Video: false, Revision: 1) });

        await client.ExpectAsync("""{"message":"notifyStreamEvent","data":[{"type":"audioUnmuted"}]}""");
        await client.ExpectAsync("""{"message":"setRemoteSDP"}""");
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"status":"PLAYING","audioState":{"muted":false}}]}""");
    }

    private static string Data(int bytes) =>
        $$"""{"message":"sendStreamEvent","data":[{"mediaSessionId":"p","type":"data","payload":"{{new string('x', bytes - 2)}}"}]}""";

    private static async Task PublishAsync(ApiServer server, WcsClient client)
    {
        await client.SendAsync("""{"message":"publishStream","data":[{"mediaSessionId":"p","name":"cam","sdp":"v=0"}]}""");
        await server.Cluster.NextPublishedAsync();
    }
}
