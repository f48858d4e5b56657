using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Wcs;

public sealed class StreamBandwidthTests
{
    private const string Event = """{"message":"notifyStreamEvent","data":[{"mediaSessionId":"1","type":"notEnoughBandwidth","payload":{"info":"2700000/1270000"}}]}""";
    private const string Status = """{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"1","status":"NOT_ENOUGH_BANDWIDTH","info":"2700000/1270000"}]}""";
    private static readonly ViewerPathChanged TooNarrow = new("1", IsWideEnough: false, 2_700_000, 1_270_000);

    [Fact]
    public async Task The_page_hears_in_both_forms_that_its_path_is_too_narrow()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        IViewerObserver observer = await PlayAsync(server, client);
        await observer.OnViewerEvent(new ViewerPlaying("1", new StreamMedia(true, true, 640, 360, TimeSpan.FromMinutes(1))));
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"1","status":"PLAYING"}]}""");

        await observer.OnViewerEvent(TooNarrow);

        Assert.Equal(Event, await client.ReceiveAsync());
        await client.ExpectAsync(Status);

        // The picture shows that it is over; the protocol has no word for it.
        await observer.OnViewerEvent(TooNarrow with { IsWideEnough = true });
        await client.ExpectNothingAsync();
    }

    [Fact]
    public async Task Before_it_plays_a_stream_has_no_path_to_speak_of()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        IViewerObserver observer = await PlayAsync(server, client);

        await observer.OnViewerEvent(TooNarrow);

        await client.ExpectNothingAsync();
    }

    private static async Task<IViewerObserver> PlayAsync(ApiServer server, WcsClient client)
    {
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"1","name":"vod://a.mp4","sdp":"v=0"}]}""");
        IViewerObserver observer = (await server.Cluster.NextSubscribedAsync()).Observer;
        await observer.OnViewerEvent(new ViewerAnswered("1", "v=0", new StreamMedia(true, true, 640, 360, TimeSpan.FromMinutes(1))));
        await client.ExpectAsync("""{"message":"setRemoteSDP"}""");
        return observer;
    }
}
