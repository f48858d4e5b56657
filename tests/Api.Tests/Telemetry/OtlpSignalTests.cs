using System.Collections;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using Vod.ServiceDefaults.Settings;
using Vod.ServiceDefaults.Telemetry;

namespace Vod.Api.Tests.Telemetry;

/// <summary>The variables of the OpenTelemetry specification that say whether and where something is sent.</summary>
public sealed class OtlpSignalTests
{
    [Fact]
    public void Without_an_address_nothing_is_sent() => Assert.False(Traces(("OTEL_SERVICE_NAME", "films")).IsWanted);

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", false, true)]
    public void An_address_switches_on_the_signals_it_is_for(string variable, bool traces, bool metrics)
    {
        ConfigurationManager configuration = With((variable, "http://localhost:4318"));
        Assert.Equal((traces, metrics), (OtlpSignal.Traces(configuration).IsWanted, OtlpSignal.Metrics(configuration).IsWanted));
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    public void A_signal_can_be_switched_off(string variable, string value) =>
        Assert.False(Traces(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"), (variable, value)).IsWanted);

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("ftp://collector")]
    [InlineData("/v1/traces")]
    public void What_is_no_address_is_named(string value) =>
        Assert.Equal(
            $"OTEL_EXPORTER_OTLP_ENDPOINT is '{value}'; it must be a URL that begins with http:// or https://.",
            Assert.Throws<SettingsException>(() => Traces(("OTEL_EXPORTER_OTLP_ENDPOINT", value)).IsWanted).Message);

    [Fact]
    public void What_is_said_for_one_signal_wins_over_what_is_said_for_all()
    {
        OtlpExporterOptions options = new() { Endpoint = new("http://all:4318"), Headers = "a=1", Protocol = OtlpExportProtocol.Grpc };
        Traces(
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://traces:1/here"),
            ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "b=2"),
            ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf")).Configure(options);
        Assert.Equal((new Uri("http://traces:1/here"), "b=2", OtlpExportProtocol.HttpProtobuf), (options.Endpoint, options.Headers, options.Protocol));

        Traces(("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://metrics:1")).Configure(options);
        Assert.Equal(new Uri("http://traces:1/here"), options.Endpoint);
    }

    [Fact]
    public void The_variables_are_taken_from_the_environment_and_nothing_else_is()
    {
        ConfigurationManager configuration = new();
        OpenTelemetryVariables.Add(configuration, new Hashtable { ["OTEL_SERVICE_NAME"] = "films", ["PATH"] = "/bin" });
        Assert.Equal("films", configuration["OTEL_SERVICE_NAME"]);
        Assert.Null(configuration["PATH"]);
    }

    private static OtlpSignal Traces(params (string Key, string Value)[] variables) => OtlpSignal.Traces(With(variables));

    private static ConfigurationManager With(params (string Key, string Value)[] variables)
    {
        ConfigurationManager configuration = new();
        foreach ((string key, string value) in variables)
        {
            configuration[key] = value;
        }

        return configuration;
    }
}
