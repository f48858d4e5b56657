using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Wcs;

/// <summary>A page that publishes without <c>record:true</c> and is recorded over REST all the same.</summary>
public sealed class RecordedByOrderTests
{
    private const string Unpublished = """{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"p","status":"UNPUBLISHED","info":"Stopped by user","recordName":"NAME"}]}""";

    [Fact]
    public async Task It_hears_of_its_end_when_the_file_is_complete()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        IViewerObserver observer = await UnpublishAsync(server, client, isRecorded: true);
        await client.ExpectNothingAsync();

        await observer.OnViewerEvent(new PublisherRecorded("p", "by-order.mp4"));
        await client.ExpectNothingAsync();
        await observer.OnViewerEvent(new ViewerEnded("p", StreamEndReason.ClosedByViewer, ""));

        await client.ExpectAsync(Unpublished.Replace("NAME", "by-order.mp4", StringComparison.Ordinal));
        await client.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_file_that_does_not_come_is_not_waited_for_for_ever()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await UnpublishAsync(server, client, isRecorded: true);
        await client.ExpectNothingAsync();

        server.Time.Advance(WcsTimes.RecordFinish + WcsTimes.Tick);

        await client.ExpectAsync(Unpublished.Replace("NAME", "-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_is_recorded_there_is_nothing_to_wait_for()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await UnpublishAsync(server, client, isRecorded: false);
        await client.ExpectAsync(Unpublished.Replace("NAME", "-", StringComparison.Ordinal));
    }

    private static async Task<IViewerObserver> UnpublishAsync(ApiServer server, WcsClient client, bool isRecorded)
    {
        server.Cluster.IsRecorded = id => isRecorded && id == "p";
        await client.SendAsync("""{"message":"publishStream","data":[{"mediaSessionId":"p","name":"cam","sdp":"v=0"}]}""");
        IViewerObserver observer = (await server.Cluster.NextPublishedAsync()).Request.Observer;
        await client.SendAsync("""{"message":"unPublishStream","data":[{"mediaSessionId":"p","name":"cam"}]}""");
        await server.Cluster.NextUnsubscribedAsync();
        return observer;
    }
}
