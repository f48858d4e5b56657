using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vod.Api.Rest.Connections;
using Vod.Api.Tests.Rest.Support;
using Vod.Api.Tests.Support;
using Vod.Api.Wcs;
using Vod.Api.Wcs.Connections;
using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Tests.Rest;

public sealed class ConnectionMethodsTests
{
    private const string Introduction = """
        {"message":"connection","data":[{"appKey":"myApp","clientVersion":"2.0","clientOSVersion":"5.0 (X11)","clientBrowserVersion":"Mozilla\u0000/5.0",
        "mediaProviders":["WebRTC",5,"MSE"],"custom":{"token":"hush"},"sipPassword":"hush","authToken":"hush"}]}
        """;

    [Fact]
    public async Task A_connection_is_listed_from_its_beginning_to_its_end_without_its_secrets()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        (await rest.GetAsync("/rest-api/connection/find_all")).IsFailure(HttpStatusCode.NotFound, "Connection not found");
        using WcsClient client = await server.ConnectAsync();
        await client.ExpectNothingAsync();
        (await rest.GetAsync("/rest-api/connection/find_all")).Is("""[{"appKey":"","sessionId":"*","status":"PENDING","mediaProviders":[],"clientVersion":""}]""");
        await client.SendAsync(Introduction);
        await client.ExpectAsync("""{"message":"getUserData","data":[{"status":"ESTABLISHED"}]}""");
        RestReply reply = await rest.PostAsync("/rest-api/connection/find_all", null);
        reply.Is("""
            [{"appKey":"myApp","sessionId":"*","status":"ESTABLISHED","mediaProviders":["WebRTC","MSE"],"clientVersion":"2.0","clientOSVersion":"5.0 (X11)",
            "clientBrowserVersion":"Mozilla/5.0","remoteAddress":"*","localAddress":"*","createDate":946684800000}]
            """);
        Assert.DoesNotContain("hush", reply.Text, StringComparison.Ordinal);
        Assert.Equal($"{server.WebSocket.Host}:{server.WebSocket.Port}", reply.All("localAddress"));
        Assert.StartsWith("127.0.0.1:", reply.All("remoteAddress"), StringComparison.Ordinal);
        client.Cut();
        await EventuallyGoneAsync(rest);
    }

    [Theory]
    [InlineData("""{"clientVersion":"2.0"}""", true)]
    [InlineData("""{"appKey":"myApp","status":"ESTABLISHED","clientOSVersion":"5.0 (X11)","clientBrowserVersion":"Mozilla/5.0"}""", true)]
    [InlineData("{}", true)]
    [InlineData("""{"clientVersion":"2.1"}""", false)]
    [InlineData("""{"appKey":"myApp","status":"PENDING"}""", false)]
    [InlineData("""{"sessionId":"nobody"}""", false)]
    [InlineData("""{"remoteAddress":"10.0.0.1:1"}""", false)]
    public async Task Find_lists_what_matches_in_everything(string body, bool isFound)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        using WcsClient client = await ConnectAsync(server);
        RestReply reply = await rest.PostAsync("/rest-api/connection/find", body);
        Assert.Equal(isFound ? HttpStatusCode.OK : HttpStatusCode.NotFound, reply.Status);
    }

    [Fact]
    public async Task Terminate_closes_the_socket_cleanly_and_frees_its_streams()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        using WcsClient client = await ConnectAsync(server);
        using WcsClient other = await ConnectAsync(server);
        await client.SendAsync("""{"message":"playStream","data":[{"mediaSessionId":"1","name":"vod://a.mp4","sdp":"v=0"}]}""");
        string id = (await server.Cluster.NextSubscribedAsync()).ConnectionId;
        (await rest.PostAsync("/rest-api/connection/terminate", $$"""{"sessionId":"{{id}}"}""")).IsEmpty();
        Assert.Equal(WebSocketCloseStatus.NormalClosure, await client.ExpectCloseAsync());
        Assert.Equal(("1", StreamEndReason.ClosedByViewer), await server.Cluster.NextUnsubscribedAsync());
        (await rest.PostAsync("/rest-api/connection/terminate", $$"""{"sessionId":"{{id}}"}""")).IsFailure(HttpStatusCode.NotFound, "Connection not found");
        Assert.Single((await rest.GetAsync("/rest-api/connection/find_all")).Json!.Value.EnumerateArray());
        await other.ExpectNothingAsync();
    }

    // Its mailbox is read by nobody, so it is still about to end when the second order comes.
    [Fact]
    public async Task Of_two_orders_to_end_a_connection_one_is_obeyed()
    {
        WcsConnectionTable table = new();
        table.Add(new WcsConnectionEntry("c", default, new WcsMailbox("c", NullLogger.Instance), Samples.Created));
        ConnectionMethods methods = new(table);
        Assert.Equal(HttpStatusCode.OK, (await methods.TerminateAsync(new ConnectionOrder { SessionId = "c" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await methods.TerminateAsync(new ConnectionOrder { SessionId = "c" })).Status);
        Assert.Equal(0, table.Count);
    }

    [Theory]
    [InlineData("terminate", "{}", HttpStatusCode.BadRequest)]
    [InlineData("terminate", """{"sessionId":5}""", HttpStatusCode.BadRequest)]
    [InlineData("terminate", """{"sessionId":""}""", HttpStatusCode.NotFound)]
    [InlineData("set_log_level", """{"logLevel":"DEBUG"}""", HttpStatusCode.BadRequest)]
    [InlineData("set_log_level", """{"sessionId":"x","logLevel":"loud"}""", HttpStatusCode.BadRequest)]
    [InlineData("set_log_level", """{"sessionId":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("set_log_level", """{"sessionId":"x","logLevel":"DEBUG"}""", HttpStatusCode.NotFound)]
    public async Task An_order_names_a_connection_and_it_must_be_there(string method, string body, HttpStatusCode status)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        using WcsClient client = await ConnectAsync(server);
        (await rest.PostAsync($"/rest-api/connection/{method}", body)).IsFailure(status);
        await client.ExpectNothingAsync();
    }

    [Fact]
    public async Task The_messages_of_a_client_are_logged_by_name_as_long_as_somebody_wants_to_see_them()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        using WcsClient client = await ConnectAsync(server);
        string id = (await rest.GetAsync("/rest-api/connection/find_all")).All("sessionId");
        Assert.Empty(Logged(server));
        (await rest.PostAsync("/rest-api/connection/set_log_level", $$"""{"sessionId":"{{id}}","logLevel":"DEBUG"}""")).IsEmpty();
        await client.SendAsync("""{"message":"forged\nline","data":[null]}""");
        await client.ExpectNothingAsync();
        Assert.Equal([$"{id}: the client sent (no message that is acted on)", $"{id}: the client sent ping"], Logged(server));
        (await rest.PostAsync("/rest-api/connection/set_log_level", $$"""{"sessionId":"{{id}}","logLevel":"INFO"}""")).IsEmpty();
        await client.ExpectNothingAsync();
        Assert.Equal(2, Logged(server).Length);
    }

    [Fact]
    public async Task What_clients_say_about_themselves_is_kept_in_part()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        using WcsClient client = await server.ConnectAsync();
        string providers = string.Join(',', Enumerable.Repeat("\"x\"", WcsLimits.MaxMediaProviders + 1));
        string longText = new('x', WcsLimits.MaxDescriptionLength + 1);
        await client.SendAsync($$"""{"message":"connection","data":[{"clientVersion":"{{longText}}","mediaProviders":[{{providers}}]}]}""");
        await client.ExpectAsync("""{"message":"getUserData","data":[{"status":"ESTABLISHED"}]}""");
        RestReply reply = await rest.GetAsync("/rest-api/connection/find_all");
        Assert.Equal(longText[1..], reply.All("clientVersion"));
        Assert.Equal(WcsLimits.MaxMediaProviders, reply.Json!.Value[0].GetProperty("mediaProviders").GetArrayLength());
        Assert.Equal("defaultApp", reply.All("appKey"));
    }

    [Fact]
    public async Task A_viewer_is_listed_with_the_application_of_its_page()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using RestCaller rest = new(server);
        using WcsClient client = await ConnectAsync(server);
        string id = (await rest.GetAsync("/rest-api/connection/find_all")).All("sessionId");
        server.Cluster.Listing = new([], [Samples.Viewer("k", "vod://a.mp4", "v", id, Samples.Film)]);
        (await rest.PostAsync("/rest-api/stream/find", """{"appKey":"myApp"}""")).Is($$"""[{"mediaSessionId":"v","sessionId":"{{id}}","appKey":"myApp"}]""");
    }

    private static string[] Logged(ApiServer server) =>
        [.. server.Log.Entries.Where(entry => entry.Level == LogLevel.Information && entry.Message.Contains("the client sent", StringComparison.Ordinal)).Select(entry => entry.Message)];

    private static async Task<WcsClient> ConnectAsync(ApiServer server)
    {
        WcsClient client = await server.ConnectAsync();
        await client.SendAsync(Introduction);
        await client.ExpectAsync("""{"message":"getUserData","data":[{"status":"ESTABLISHED"}]}""");
        return client;
    }

    // The server notices the end of a cut socket by itself; every question gives it a moment.
    private static async Task EventuallyGoneAsync(RestCaller rest)
    {
        using CancellationTokenSource limit = new(Patience.Limit);
        while ((await rest.GetAsync("/rest-api/connection/find_all")).Status != HttpStatusCode.NotFound)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
