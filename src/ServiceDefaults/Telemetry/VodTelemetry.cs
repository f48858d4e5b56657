using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Telemetry;

/// <summary>
/// Collects the metrics and traces of all rooms. Metrics can be fetched from the admin port; both are sent to a collector when the standard variables name one. What
/// nobody wants is not collected: without a listener an instrument or a span costs a comparison.
/// </summary>
internal static class VodTelemetry
{
    private const string ServiceName = "vod";

    // Off by default in ASP.NET Core 10, where a package of OpenTelemetry would add the same.
    private const string SuppressRequestData = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    /// <summary>Adds the collection to a host, whose configuration must be complete.</summary>
    public static void AddVodTelemetry(this WebApplicationBuilder builder)
    {
        OpenTelemetryVariables.Add(builder.Configuration, Environment.GetEnvironmentVariables());
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(Describe);
        AddMetrics(telemetry, builder.Configuration);
        OtlpSignal traces = OtlpSignal.Traces(builder.Configuration);
        if (traces.IsWanted)
        {
            AppContext.SetSwitch(SuppressRequestData, false);
            telemetry.WithTracing(tracing => tracing
                .AddSource(TelemetrySources.Activities)
                .AddProcessor(new OwnAccountFilter())
                .AddOtlpExporter(traces.Configure));
        }
    }

    /// <summary>Begins to collect metrics, before the rooms make their instruments: what is counted while nobody listens is lost.</summary>
    public static void StartMetrics(this IServiceProvider services) => services.GetService<MeterProvider>();

    private static void AddMetrics(OpenTelemetryBuilder telemetry, ConfigurationManager configuration)
    {
        bool isFetched = configuration.GetSection(AdminOptions.Section).Get<AdminOptions>() is null or { IsOn: true };
        OtlpSignal sent = OtlpSignal.Metrics(configuration);
        if (!isFetched && !sent.IsWanted)
        {
            return;
        }

        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(TelemetrySources.Meters).AddView(static instrument =>
                instrument.Meter.Name == TelemetrySources.Orleans ? new MetricStreamConfiguration { TagKeys = TelemetrySources.OrleansLabels } : null);
            if (isFetched)
            {
                metrics.AddPrometheusExporter();
            }

            if (sent.IsWanted)
            {
                metrics.AddOtlpExporter(sent.Configure);
            }
        });
    }

    // The variables come last and win: OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES.
    private static void Describe(ResourceBuilder resource) => resource
        .Clear()
        .AddService(ServiceName, serviceVersion: Version)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private static string? Version => Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
