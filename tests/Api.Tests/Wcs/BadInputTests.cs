using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.Grains.Abstractions.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Wcs;

public sealed class BadInputTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_little_garbage_is_ignored_and_a_lot_of_it_ends_the_connection_but_no_other()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient bystander = await server.EstablishAsync();
        using WcsClient client = await server.EstablishAsync();
        for (int i = 0; i < WcsLimits.MaxMalformedFrames; i++)
        {
            await client.SendAsync("}{ not json \u0001");
        }

        await client.ExpectNothingAsync();
        await client.SendAsync("");
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ExpectCloseAsync());
        await bystander.ExpectNothingAsync();
    }

    [Fact]
    public async Task Binary_frames_are_ignored()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        for (int i = 0; i < 2 * WcsLimits.MaxMalformedFrames; i++)
        {
            await client.SendAsync([9, 0, 0, 0, 0, 0xFF], WebSocketMessageType.Binary);
        }

        await client.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(WebSocketMessageType.Text)]
    [InlineData(WebSocketMessageType.Binary)]
    public async Task A_frame_of_100_MB_is_answered_by_message_too_big(WebSocketMessageType type)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        Task flood = SendHugeFrameAsync(client, type);
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await client.ExpectCloseAsync());
        await flood;
        using WcsClient next = await server.EstablishAsync();
    }

    [Fact]
    public async Task A_flood_of_messages_is_refused_and_the_connection_closed()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        for (int i = 0; i < WcsLimits.MessageBurst; i++)
        {
            await client.SendAsync("""{"message":"pushLogs","data":[{"logs":""}]}""");
        }

        await client.ExpectAsync("""{"message":"fail","data":[{"apiMethod":"connection","info":"Too many messages"}]}""");
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ExpectCloseAsync());
    }

    [Fact]
    public async Task A_name_of_ten_thousand_characters_is_a_bad_URI()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await client.SendAsync($$"""{"message":"playStream","data":[{"mediaSessionId":"s","name":"vod://{{new string('a', 10_000)}}"}]}""");
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"s","status":"FAILED","info":"Bad URI"}]}""");
    }

    [Fact]
    public async Task A_connection_cannot_open_more_streams_than_the_limit_even_if_it_stops_them_at_once()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Cluster.Release = () => release.Task;
        using WcsClient client = await server.EstablishAsync();
        for (int i = 0; i < WcsLimits.MaxStreams; i++)
        {
            await client.SendAsync($$"""{"message":"playStream","data":[{"mediaSessionId":"{{i}}","name":"vod://a.mp4"}]}""");
        }

        await client.SendAsync("""{"message":"stopStream","data":[{"mediaSessionId":"0"}]}""");
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"0","status":"STOPPED"}]}""");
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"more","name":"vod://a.mp4"}]}""");
        await client.ExpectAsync("""{"message":"notifyStreamStatusEvent","data":[{"mediaSessionId":"more","status":"FAILED","info":"Too many streams"}]}""");
        release.SetResult();
    }

    [Fact]
    public async Task A_message_may_come_in_fragments_but_not_in_endless_empty_ones()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await client.Socket.SendAsync("""{"message":"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, Token);
        await client.Socket.SendAsync("""
            "ping"}
            """u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Token);
        await client.ExpectAsync("""{"message":"pong","data":[null]}""");
        for (int i = 0; i <= WcsLimits.MaxEmptyFragments; i++)
        {
            await client.Socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Text, endOfMessage: false, Token);
        }

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await client.ExpectCloseAsync());
    }

    [Fact]
    public async Task Further_sockets_than_the_limit_are_refused_in_good_order()
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<ServerOptions>(o => o.MaxWebSockets = 1));
        using (WcsClient only = await server.EstablishAsync())
        {
            WebSocketException refusal = await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync());
            Assert.Contains("503", refusal.Message, StringComparison.Ordinal);
            await only.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"s","name":"vod://a.mp4"}]}""");
            await server.Cluster.NextSubscribedAsync();
            await only.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", Token);
        }

        await server.Cluster.NextWithdrawnAsync();
        await server.StopAsync();
        Assert.DoesNotContain(server.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Each_stream_has_a_grain_of_its_own_that_no_client_can_name()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using WcsClient client = await server.EstablishAsync();
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"1","name":"vod://a.mp4","sdp":"offer"}]}""");
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"2","name":"vod://a.mp4"}]}""");
        SubscribeRequest first = await server.Cluster.NextSubscribedAsync();
        SubscribeRequest second = await server.Cluster.NextSubscribedAsync();
        Assert.Equal("offer", first.Offer);
        Assert.Equal(first.ConnectionId, second.ConnectionId);
        Assert.Equal(2, server.Cluster.Keys.Distinct().Count());
        Assert.All(server.Cluster.Keys, key => Assert.True(Guid.TryParse(key, out _)));
    }

    private static async Task SendHugeFrameAsync(WcsClient client, WebSocketMessageType type)
    {
        byte[] piece = new byte[1024 * 1024];
        Array.Fill(piece, (byte)'a');
        try
        {
            for (int i = 1; i <= 100; i++)
            {
                await client.Socket.SendAsync(piece, type, endOfMessage: i == 100, Token);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The server has hung up, as it should.
        }
    }
}
