using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Vod.Api.Tests.Settings;
using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Telemetry;

/// <summary>
/// Two audiences, two sets of ports: what is for the one is not for the other. A host collects what is measured anywhere in its process, so these do not run beside
/// others.
/// </summary>
[Collection(nameof(StartupTests))]
public sealed class AdminPortTests
{
    [Fact]
    public async Task Metrics_and_health_are_on_the_admin_port_and_nothing_of_the_public_ones_is()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        (HttpStatusCode status, string metrics) = await RunningHost.GetAsync(host.Admin, "/metrics");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\ndotnet_", metrics, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await RunningHost.GetAsync(host.Admin, "/health/live"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await RunningHost.GetAsync(host.Admin, "/health/ready"));
        foreach (string path in new[] { "/", "/client2/", "/metricsx", "/health" })
        {
            Assert.Equal((HttpStatusCode.NotFound, ""), await RunningHost.GetAsync(host.Admin, path));
        }
    }

    [Fact]
    public async Task The_public_ports_have_no_metrics()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await RunningHost.GetAsync(host.Http, "/metrics")).Status);
        Assert.Equal(HttpStatusCode.UpgradeRequired, (await RunningHost.GetAsync(new UriBuilder(host.WebSocket) { Scheme = "http" }.Uri, "/metrics")).Status);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await RunningHost.GetAsync(host.Http, "/health/live"));
    }

    [Fact]
    public async Task Requests_of_viewers_are_measured_and_those_of_the_monitoring_are_not()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await RunningHost.GetAsync(host.Admin, "/health/live");
        Assert.DoesNotContain("http_server_request_duration", (await RunningHost.GetAsync(host.Admin, "/metrics")).Text, StringComparison.Ordinal);

        await RunningHost.GetAsync(host.Http, "/");

        Assert.Contains("http_route=\"/\"", await MetricsWithRequestsAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switched_off_it_is_not_there_and_nothing_is_collected()
    {
        await using RunningHost host = await RunningHost.StartAsync(isAdminOn: false);
        Assert.Equal(2, host.App.Urls.Count);
        Assert.Null(host.App.Services.GetService<MeterProvider>());
    }

    // The duration of a request is recorded after its answer was sent, and an answer of the exporter is kept for a moment.
    private static async Task<string> MetricsWithRequestsAsync(RunningHost host)
    {
        using CancellationTokenSource patience = new(Patience.Limit);
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(50));
        string metrics;
        do
        {
            await poll.WaitForNextTickAsync(patience.Token);
            metrics = (await RunningHost.GetAsync(host.Admin, "/metrics")).Text;
        }
        while (!metrics.Contains("http_server_request_duration", StringComparison.Ordinal));
        return metrics;
    }
}
