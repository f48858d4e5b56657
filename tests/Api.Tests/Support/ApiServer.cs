using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vod.Api.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Support;

/// <summary>The API on real sockets of the loopback, with a fake cluster behind it and a clock that stands still until a test moves it.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app, FakeStreams cluster, SteppedTime time, RecordingLoggerProvider log)
    {
        _app = app;
        Cluster = cluster;
        Time = time;
        Log = log;
        Uri[] addresses = [.. app.Urls.Select(url => new Uri(url))];
        Http = addresses[0];
        WebSocket = new UriBuilder(addresses[1]) { Scheme = "ws" }.Uri;
    }

    public FakeStreams Cluster { get; }

    public SteppedTime Time { get; }

    public RecordingLoggerProvider Log { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Http { get; }

    public Uri WebSocket { get; }

    public static async Task<ApiServer> StartAsync(string? webSdk = null, Action<IServiceCollection>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Server:HttpPort"] = "0",
            ["Server:WebSocketPort"] = "0",
            ["Web:WebSdkPath"] = webSdk ?? "no-such-folder",
        });
        FakeStreams cluster = new();
        SteppedTime time = new();
        RecordingLoggerProvider log = new();
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<IVodStreams>(cluster);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddRoutingCore();
        builder.Services.AddMetrics();
        builder.Services.AddVodSettings(AppContext.BaseDirectory);
        builder.AddVodApi();
        configure?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapVodApi();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiServer(app, cluster, time, log);
    }

    public Task<WcsClient> ConnectAsync(string path = "/") => WcsClient.ConnectAsync(new Uri(WebSocket, path));

    /// <summary>A client that is past the handshake.</summary>
    public async Task<WcsClient> EstablishAsync()
    {
        WcsClient client = await ConnectAsync();
        await client.SendAsync("""{"message":"connection","data":[{"appKey":"defaultApp"}]}""");
        await client.ExpectAsync("""{"message":"getUserData","data":[{"status":"ESTABLISHED"}]}""");
        return client;
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public HttpClient CreateHttpClient() => new() { BaseAddress = Http };

    public IPEndPoint HttpEndpoint => new(IPAddress.Parse(Http.Host), Http.Port);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Log.Dispose();
    }
}
