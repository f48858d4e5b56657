using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Wcs;

public sealed class StreamLifeTests
{
    [Fact]
    public async Task The_loss_of_the_socket_frees_all_its_streams()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        SubscribeRequest first = await PlayAsync(server, client, "1");
        await PlayAsync(server, client, "2");
        client.Cut();
        (string Id, StreamEndReason Reason)[] left = [await server.Cluster.NextUnsubscribedAsync(), await server.Cluster.NextUnsubscribedAsync()];
        Assert.Equal(["1", "2"], left.Select(l => l.Id).Order());
        Assert.All(left, l => Assert.Equal(StreamEndReason.ClosedByViewer, l.Reason));
        await server.Cluster.NextWithdrawnAsync();

        // A late call must not fail, or the node would repeat it.
        await first.Observer.OnViewerEvent(new ViewerEnded("1", StreamEndReason.ClosedByViewer, ""));
        await first.Observer.OnAlive(["1"]);
    }

    [Fact]
    public async Task The_loss_of_the_socket_frees_what_it_publishes()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await PublishAsync(server, client, "1", record: true);
        client.Cut();
        Assert.Equal(("1", StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
        await server.Cluster.NextWithdrawnAsync();
    }

    [Theory]
    [InlineData(PublishOutcome.NameTaken, "Stream name is already in use")]
    [InlineData(PublishOutcome.NoCapacity, "No available transcoders")]
    public async Task A_refused_publisher_is_told_why_and_holds_nothing(PublishOutcome outcome, string info)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Publication = _ => Task.FromResult(outcome);
        using WcsClient client = await server.EstablishAsync();
        await PublishAsync(server, client, "1", record: true);
        await client.ExpectAsync($$"""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"1","published":true,"status":"FAILED","info":"{{info}}"}]}""");
        Assert.True(server.Cluster.NobodyElseLeft);
    }

    [Fact]
    public async Task A_publisher_hears_that_he_has_stopped_when_the_name_is_free()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Cluster.Release = () => released.Task;
        using WcsClient client = await server.EstablishAsync();
        await PublishAsync(server, client, "1", record: false);
        await client.SendAsync("""{"message":"unPublishStream","data":[{"mediaSessionId":"1","name":"cam"}]}""");
        await server.Cluster.NextUnsubscribedAsync();
        await client.ExpectNothingAsync();
        released.SetResult();
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"1","status":"UNPUBLISHED","info":"Stopped by user"}]}""");
    }

    [Fact]
    public async Task Plays_and_publications_of_a_connection_are_limited_together()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        for (int i = 0; i < WcsLimits.MaxStreams; i++)
        {
            await (i % 2 == 0 ? PlayAsync(server, client, $"{i}") : PublishAsync(server, client, $"{i}", record: false));
        }

        await client.SendAsync("""{"message":"publishStream","data":[{"mediaSessionId":"p","name":"cam","sdp":"v=0"}]}""");
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"p","status":"FAILED","info":"Too many streams"}]}""");
    }

    [Fact]
    public async Task A_close_by_the_page_frees_its_streams()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await PlayAsync(server, client, "1");
        await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
        Assert.Equal(("1", StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
        await server.Cluster.NextWithdrawnAsync();
    }

    [Fact]
    public async Task A_stop_of_the_server_is_told_and_frees_the_streams()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await PlayAsync(server, client, "1");
        Task stopping = server.StopAsync();
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, await client.ExpectCloseAsync());
        Assert.Equal(("1", StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
        await stopping.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_delays_the_end_of_a_connection_for_a_bounded_time_only()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Release = () => new TaskCompletionSource().Task;
        using WcsClient client = await server.EstablishAsync();
        await PlayAsync(server, client, "1");
        client.Cut();
        await server.Cluster.NextUnsubscribedAsync();
        Task withdrawn = server.Cluster.NextWithdrawnAsync();
        while (!withdrawn.IsCompleted)
        {
            server.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await withdrawn;
    }

    [Theory]
    [InlineData(SubscribeOutcome.NoCapacity, "No available transcoders")]
    [InlineData(SubscribeOutcome.BadUri, "Bad URI")]
    [InlineData(SubscribeOutcome.DuplicateViewer, "MediaSessionId is already in use")]
    public async Task A_refused_viewer_is_told_why_and_holds_nothing(SubscribeOutcome outcome, string info)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Admission = _ => Task.FromResult(outcome);
        using WcsClient client = await server.EstablishAsync();
        await PlayAsync(server, client, "1");
        await client.ExpectAsync($$"""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"1","status":"FAILED","info":"{{info}}"}]}""");
        Assert.True(server.Cluster.NobodyElseLeft);
    }

    [Fact]
    public async Task A_failed_call_of_the_stream_fails_the_viewer_and_is_undone()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        server.Cluster.Admission = _ => Task.FromException<SubscribeOutcome>(new TimeoutException("silo gone"));
        using WcsClient client = await server.EstablishAsync();
        await PlayAsync(server, client, "1");
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"1","status":"FAILED","info":"Failed by error"}]}""");
        Assert.Equal(("1", StreamEndReason.InternalError), await server.Cluster.NextUnsubscribedAsync());
    }

    [Fact]
    public async Task A_viewer_that_stops_while_it_is_being_admitted_leaves_afterwards()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        TaskCompletionSource<SubscribeOutcome> admission = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Cluster.Admission = _ => admission.Task;
        using WcsClient client = await server.EstablishAsync();
        await PlayAsync(server, client, "1");
        await client.SendAsync("""{"message":"stopStream","data":[{"mediaSessionId":"1"}]}""");
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"1","status":"STOPPED","info":"Stopped by user"}]}""");
        Assert.True(server.Cluster.NobodyElseLeft);
        admission.SetResult(SubscribeOutcome.Accepted);
        Assert.Equal(("1", StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
        await client.ExpectNothingAsync();
    }

    [Fact]
    public async Task Logs_show_neither_offers_nor_addresses_of_viewers()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"1","name":"vod://a.mp4","sdp":"a=ice-pwd:hush"}]}""");
        SubscribeRequest request = await server.Cluster.NextSubscribedAsync();
        await request.Observer.OnViewerEvent(new ViewerAnswered("1", "a=ice-pwd:hush", new StreamMedia(true, true, 1280, 720, TimeSpan.FromSeconds(60))));
        await client.ExpectAsync("""{"message":"setRemoteSDP","data":["1","*",true]}""");
        client.Cut();
        await server.Cluster.NextWithdrawnAsync();
        string[] told =
        [
            .. from entry in server.Log.Entries
               where entry.Level >= LogLevel.Information && entry.Category.StartsWith("Vod.Api.Wcs", StringComparison.Ordinal)
               select entry.Message,
        ];
        Assert.Contains(told, line => line.Contains("vod://a.mp4", StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.Contains("hush", StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.Contains("127.0.0.1", StringComparison.Ordinal));
    }

    private static async Task PublishAsync(ApiServer server, WcsClient client, string id, bool record)
    {
        await client.SendAsync(
            $$"""{"message":"publishStream","data":[{"mediaSessionId":"{{id}}","name":"cam-{{id}}","record":{{(record ? "true" : "false")}},"sdp":"v=0"}]}""");
        await server.Cluster.NextPublishedAsync();
    }

    private static async Task<SubscribeRequest> PlayAsync(ApiServer server, WcsClient client, string id)
    {
        await client.SendAsync($$"""{"message":"playStream","data":[{"mediaSessionId":"{{id}}","name":"vod://a.mp4","sdp":"v=0"}]}""");
        return await server.Cluster.NextSubscribedAsync();
    }
}
