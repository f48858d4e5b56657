using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Wcs;

public sealed class WebSocketSettingsTests
{
    private const string Ping = """{"message":"ping","data":[null]}""";

    [Fact]
    public async Task Pings_come_as_often_and_are_missed_as_many_times_as_set()
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<WebSocketSettings>(o =>
        {
            o.PingInterval = 2_000;
            o.MaxMissedPongs = 2;
        }));
        using WcsClient client = await server.EstablishAsync();
        Advance(server, 1);
        await client.ExpectNothingAsync();
        Advance(server, 1);
        await client.ExpectAsync(Ping);
        Advance(server, 2);
        await client.ExpectAsync(Ping);
        Advance(server, 2);
        Assert.Null(await client.ExpectCloseAsync());
    }

    [Theory]
    [InlineData("https://www.example.com", true)]
    [InlineData("https://evil.test", false)]
    [InlineData("null", false)]
    [InlineData(null, false)]
    public async Task A_page_that_is_not_on_the_list_gets_403(string? origin, bool allowed)
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.Configure<WebSocketSettings>(o => o.AllowedOrigins.Add("*.example.com")));
        using ClientWebSocket socket = new();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        socket.Options.CollectHttpResponseDetails = true;
        Task connecting = socket.ConnectAsync(server.WebSocket, TestContext.Current.CancellationToken).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        if (allowed)
        {
            await connecting;
            Assert.Equal(WebSocketState.Open, socket.State);
            return;
        }

        await Assert.ThrowsAsync<WebSocketException>(() => connecting);
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
        string host = origin == "https://evil.test" ? "evil.test" : "";
        Assert.Contains((typeof(WcsConnection).FullName!, LogLevel.Information, $"Refused a page of '{host}': its origin is not allowed"), server.Log.Entries);
    }

    [Fact]
    public async Task Without_a_list_every_page_may_connect()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Origin", "https://anywhere.test");
        await socket.ConnectAsync(server.WebSocket, TestContext.Current.CancellationToken).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    private static void Advance(ApiServer server, int seconds) => server.Time.Advance(TimeSpan.FromSeconds(seconds));
}
