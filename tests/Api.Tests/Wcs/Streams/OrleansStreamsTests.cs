using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using Vod.Api.Streams;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
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
            configure: services => services.AddSingleton<IVodStreams>(new OrleansStreams(cluster.Client, TimeProvider.System)));
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

    [Fact]
    public async Task What_a_node_has_under_way_still_reaches_a_connection_that_is_over()
    {
        await using InProcessTestCluster cluster = new InProcessTestClusterBuilder(1).Build();
        await cluster.DeployAsync(TestContext.Current.CancellationToken);
        FakeTimeProvider time = new();
        OrleansStreams streams = new(cluster.Client, time);
        (IViewerObserver reference, WeakReference observer) = PublishSilentObserver(streams);

        streams.Withdraw(reference);
        GC.Collect();
        await reference.OnAlive(["late"]).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        time.Advance(WcsTimes.ObserverGrace);
        Assert.True(SpinWait.SpinUntil(() => IsCollected(observer), Patience.Limit));
    }

    // Apart, so that no local of the test keeps the observer alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (IViewerObserver Reference, WeakReference Observer) PublishSilentObserver(OrleansStreams streams)
    {
        MailboxObserver observer = new(new WcsMailbox("over", NullLogger.Instance));
        return (streams.Publish(observer), new WeakReference(observer));
    }

    private static bool IsCollected(WeakReference reference)
    {
        GC.Collect();
        return !reference.IsAlive;
    }
}
