using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Streams;
using Vod.ServiceDefaults;

namespace Vod.Api.Tests.Support;

/// <summary>The API as the program runs it, admin port included, from its command line to its exit code.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly TaskCompletionSource<WebApplication> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _media = Directory.CreateTempSubdirectory("vod-media-").FullName;
    private Task<int> _running = Task.FromResult(0);

    private RunningHost(int adminPort) => AdminPort = adminPort;

    public int AdminPort { get; }

    public WebApplication App => _started.Task.Result;

    public Uri Http => new(App.Urls.First());

    public Uri WebSocket => new UriBuilder(App.Urls.Skip(1).First()) { Scheme = "ws" }.Uri;

    public Uri Admin => new($"http://127.0.0.1:{AdminPort}");

    /// <summary>Starts a host.</summary>
    /// <param name="isAdminOn">Whether it has an admin port.</param>
    /// <param name="configuration">Variables of the environment.</param>
    public static async Task<RunningHost> StartAsync(bool isAdminOn = true, params (string Key, string Value)[] configuration)
    {
        RunningHost host = new(isAdminOn ? FreePort(SocketType.Stream, ProtocolType.Tcp) : 0);
        host._running = VodHost.RunAsync(host.Arguments(), builder => Configure(builder, configuration), host.Map);
        await (await Task.WhenAny(host._started.Task, host._running).WaitAsync(Patience.Limit));
        return host;
    }

    public static async Task<(HttpStatusCode Status, string Text)> GetAsync(Uri server, string path)
    {
        using HttpClient client = new() { BaseAddress = server };
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        App.Lifetime.StopApplication();
        Assert.Equal(VodHost.Stopped, await _running.WaitAsync(Patience.Limit));
        Directory.Delete(_media);
    }

    private static void Configure(WebApplicationBuilder builder, (string Key, string Value)[] configuration)
    {
        foreach ((string key, string value) in configuration)
        {
            builder.Configuration[key] = value;
        }

        builder.Services.AddSingleton<IVodStreams>(new FakeStreams());
        builder.AddVodApi();
    }

    private void Map(WebApplication app)
    {
        app.MapVodApi();
        app.Lifetime.ApplicationStarted.Register(() => _started.SetResult(app));
    }

    private string[] Arguments() =>
    [
        $"--media={_media}", "--http-port=0", "--ws-port=0", $"--admin-port={AdminPort}",
        $"--media-port={FreePort(SocketType.Dgram, ProtocolType.Udp)}", "--workers=1",
    ];

    private static int FreePort(SocketType type, ProtocolType protocol)
    {
        using Socket probe = new(AddressFamily.InterNetwork, type, protocol);
        probe.Bind(new IPEndPoint(IPAddress.Any, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
