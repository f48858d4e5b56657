using Vod.Api.Tests.Support;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Wcs;

public sealed class StreamDataTests
{
    [Theory]
    [InlineData("""{"score":"2:1","list":[1,null]}""")]
    [InlineData("""  "text with \u0000 and \ud800"  """)]
    [InlineData("null")]
    [InlineData("-1.5e300")]
    public async Task The_page_gets_the_data_as_it_is(string payload)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"1","name":"vod://a.mp4","sdp":"v=0"}]}""");
        SubscribeRequest request = await server.Cluster.NextSubscribedAsync();
        StreamEvent data = new(StreamEventKind.Data, payload);
        await request.Observer.OnViewerEvent(new ViewerStreamEvent("unknown", data, default));
        await request.Observer.OnViewerEvent(new ViewerStreamEvent("1", data, default));
        string? message = await client.ReceiveAsync();
        Assert.Equal($$"""{"message":"notifyStreamEvent","data":[{"mediaSessionId":"1","type":"data","payload":{{payload}}}]}""", message);
        await client.ExpectNothingAsync();
    }
}
