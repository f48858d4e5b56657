using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Web;

public sealed class WebTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("vod-web-").FullName;

    public WebTests()
    {
        Write("outside.txt", "outside");
        Write("sdk-sibling/flashphoner.js", "outside");
        Write("sdk/flashphoner.js", "sdk");
        Write("sdk/.hidden.js", "hidden");
        Write("sdk/examples/demo/streaming/player/player.html", "<p>player</p>");
        Write("sdk/examples/demo/dependencies/media/preloader.mp4", "mp4");
        Write("sdk/examples/demo/dependencies/websocket-player/WSReceiver2.js", "proprietary");
        Write("sdk/examples/demo/dependencies/websocket-player/video-worker2.js", "proprietary");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Sdk => Path.Combine(_root, "sdk");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task The_start_page_leads_to_the_player_and_loads_nothing()
    {
        await using ApiServer server = await ApiServer.StartAsync(Sdk);
        using HttpClient http = server.CreateHttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri("/", UriKind.Relative), Token);
        string page = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("href=\"/client2/examples/demo/streaming/player/player.html?streamName=vod%3A%2F%2Fsample.mp4\"", page, StringComparison.Ordinal);
        Assert.Contains("/health/ready", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/client2/flashphoner.js", "text/javascript")]
    [InlineData("/client2/examples/demo/streaming/player/player.html", "text/html")]
    [InlineData("/client2/examples/demo/dependencies/media/preloader.mp4", "video/mp4")]
    public async Task The_WebSDK_is_served_with_its_types(string path, string type)
    {
        await using ApiServer server = await ApiServer.StartAsync(Sdk);
        using HttpClient http = server.CreateHttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/client2/examples/demo/dependencies/websocket-player/WSReceiver2.js")]
    [InlineData("/client2/examples/demo/dependencies/websocket-player/video-worker2.js")]
    [InlineData("/client2/examples/demo/dependencies/websocket-player//video-worker2.js")]
    [InlineData("/client2/examples/demo/dependencies/websocket-player/video%2Dworker2.js")]
    [InlineData("/client2/examples/../examples/demo/dependencies/./websocket-player/WSReceiver2.js")]
    [InlineData("/client2/examples/demo/dependencies/websocket-player/x%2f..%2fWSReceiver2.js")]
    [InlineData("/client2/../outside.txt")]
    [InlineData("/client2/..%2foutside.txt")]
    [InlineData("/client2/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/client2/%2e%2e/outside.txt")]
    [InlineData("/client2/..\\outside.txt")]
    [InlineData("/client2/..%5coutside.txt")]
    [InlineData("/client2//etc/passwd")]
    [InlineData("/client2/%2fetc%2fpasswd")]
    [InlineData("/client2-sibling/flashphoner.js")]
    [InlineData("/client2/../sdk-sibling/flashphoner.js")]
    [InlineData("/client2/.hidden.js")]
    [InlineData("/client2/examples/")]
    [InlineData("/client2/flashphoner.js%00")]
    public async Task Nothing_else_is_served(string target)
    {
        await using ApiServer server = await ApiServer.StartAsync(Sdk);
        string status = await RawStatusLineAsync(server.HttpEndpoint, target);
        Assert.True(status is "HTTP/1.1 404 Not Found" or "HTTP/1.1 400 Bad Request", status);
    }

    [Fact]
    public async Task Without_the_package_the_start_page_works_and_the_player_says_what_is_missing()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpClient http = server.CreateHttpClient();
        Assert.Contains("Vod", await http.GetStringAsync(new Uri("/", UriKind.Relative), Token), StringComparison.Ordinal);
        using HttpResponseMessage response = await http.GetAsync(new Uri("/client2/flashphoner.js", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("npm ci", Assert.Single((await response.Content.ReadAsStringAsync(Token)).Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains(server.Log.Entries, entry => entry.Message.Contains("npm ci", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.ServiceUnavailable)]
    public async Task Ready_follows_the_checks_and_live_does_not(bool isReady, HttpStatusCode expected)
    {
        await using ApiServer server = await ApiServer.StartAsync(configure: services => services.AddHealthChecks().AddCheck(
            "silo", () => isReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(), [VodApi.ReadyTag]));
        using HttpClient http = server.CreateHttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health/live", UriKind.Relative), Token)).StatusCode);
        Assert.Equal(expected, (await http.GetAsync(new Uri("/health/ready", UriKind.Relative), Token)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health/live")]
    [InlineData("/client2/flashphoner.js")]
    public async Task The_WebSocket_port_answers_plain_HTTP_by_one_line_that_leads_to_the_page(string path)
    {
        await using ApiServer server = await ApiServer.StartAsync(Sdk);
        using HttpClient http = new() { BaseAddress = new UriBuilder(server.WebSocket) { Scheme = "http" }.Uri };
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Contains("WebSocket port", Assert.Single((await response.Content.ReadAsStringAsync(Token)).Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_HTTP_port_takes_no_WebSocket()
    {
        await using ApiServer server = await ApiServer.StartAsync(Sdk);
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(
            () => WcsClient.ConnectAsync(new UriBuilder(server.Http) { Scheme = "ws" }.Uri));
    }

    // HttpClient tidies paths up before it sends them, so the request is written by hand.
    private static async Task<string> RawStatusLineAsync(IPEndPoint endpoint, string target)
    {
        using TcpClient client = new();
        await client.ConnectAsync(endpoint, Token);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), Token);
        using StreamReader reader = new(stream);
        return await reader.ReadLineAsync(Token).AsTask().WaitAsync(Patience.Limit) ?? "";
    }

    private void Write(string path, string content)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }
}
