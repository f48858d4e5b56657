using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs.Streams;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Wcs.Streams;

public sealed class OrleansStreamsTests
{
    [Fact]
    public async Task The_events_of_a_grain_reach_the_browser_for_as_long_as_the_connection_lives()
    {
        await using InProcessTestCluster cluster = new InProcessTestClusterBuilder(1).Build();
        await cluster.DeployAsync(TestContext.Current.CancellationToken);
        await using ApiServer server = await ApiServer.StartAsync(
            configure: services => services.AddSingleton<IVodStreams>(new OrleansStreams(cluster.Client)));
        using WcsClient client = await server.EstablishAsync();
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"real","name":"vod://a.mp4","sdp":"offer"}]}""");
        await client.ExpectAsync("""{"message":"setRemoteSDP","data":["real","answer to offer",true]}""");
        await client.ExpectAsync("""
            {"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"real","status":"PLAYING","width":640,"hasAudio":false,"audioCodec":""}]}
            """);

        // Orleans holds observers weakly; a collection must not make the connection deaf.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        await cluster.Client.GetGrain<IVodStreamGrain>(ScriptedStreamGrain.KeyOf["real"]).Terminate(StreamEndReason.Terminated);
        await client.ExpectAsync("""
            {"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"real","status":"STOPPED","info":"Stopped by rest /terminate"}]}
            """);
    }
}
