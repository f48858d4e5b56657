using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults.Telemetry;

namespace Vod.Api.Tests.Telemetry;

/// <summary>What is collected, and under which name.</summary>
public sealed class TelemetryHostTests
{
    // Nobody listens on port 1: what is sent there is lost, which the server must not mind.
    private static readonly (string, string) Collector = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");

    [Fact]
    public async Task Spans_are_collected_only_when_somebody_takes_them()
    {
        await using RunningHost silent = await RunningHost.StartAsync();
        Assert.Null(silent.App.Services.GetService<TracerProvider>());
        await using RunningHost heard = await RunningHost.StartAsync(configuration: Collector);
        Assert.NotNull(heard.App.Services.GetService<TracerProvider>());
    }

    [Fact]
    public async Task The_service_is_called_vod_unless_the_environment_says_otherwise()
    {
        await using RunningHost host = await RunningHost.StartAsync(configuration: Collector);
        Assert.Equal("vod", NameOf(host));
        await using RunningHost renamed = await RunningHost.StartAsync(configuration: [Collector, ("OTEL_SERVICE_NAME", "films")]);
        Assert.Equal("films", NameOf(renamed));
    }

    [Fact]
    public void Calls_on_the_servers_own_account_are_left_out_and_those_for_a_request_are_not()
    {
        using ActivitySource calls = new(TelemetrySources.OrleansCalls);
        using ActivitySource room = new("Vod.Api.Tests");
        List<string> exported = [];
        using TracerProvider tracer = Sdk.CreateTracerProviderBuilder()
            .AddSource(calls.Name, room.Name)
            .AddProcessor(new OwnAccountFilter())
            .AddProcessor(new SimpleActivityExportProcessor(new Recorder(exported)))
            .Build();

        using (calls.StartActivity("lease"))
        {
            calls.StartActivity("called by lease")?.Dispose();
        }

        using (room.StartActivity("request"))
        {
            calls.StartActivity("called by request")?.Dispose();
        }

        Assert.Equal(["called by request", "request"], exported);
    }

    private static string NameOf(RunningHost host) =>
        (string)host.App.Services.GetRequiredService<TracerProvider>().GetResource().Attributes.Single(a => a.Key == "service.name").Value;

    private sealed class Recorder(List<string> names) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (Activity activity in batch)
            {
                names.Add(activity.DisplayName);
            }

            return ExportResult.Success;
        }
    }
}
