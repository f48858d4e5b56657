using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Telemetry;

/// <summary>
/// Whether and where one signal is sent, by the variables of the OpenTelemetry specification ("OpenTelemetry Protocol Exporter"). The SDK knows those for all signals;
/// those of one signal, such as <c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>, it knows only when logs are sent too.
/// </summary>
/// <param name="signal">Name of the signal as in the variables.</param>
/// <param name="configuration">Holds the variables.</param>
internal sealed class OtlpSignal(string signal, IConfiguration configuration)
{
    private const string AllSignals = "OTEL_EXPORTER_OTLP_";
    private readonly string _thisSignal = $"{AllSignals}{signal}_";

    /// <summary>The spans.</summary>
    public static OtlpSignal Traces(IConfiguration configuration) => new("TRACES", configuration);

    /// <summary>The measurements.</summary>
    public static OtlpSignal Metrics(IConfiguration configuration) => new("METRICS", configuration);

    /// <summary>Whether the signal is to be sent: somebody has said where to, and has not switched it off.</summary>
    /// <exception cref="SettingsException">The address is none.</exception>
    public bool IsWanted =>
        Value($"OTEL_{signal}_EXPORTER") != "none" && (Endpoint(_thisSignal + "ENDPOINT") ?? Endpoint(AllSignals + "ENDPOINT")) is not null;

    /// <summary>Puts what was said for this signal alone over what was said for all.</summary>
    public void Configure(OtlpExporterOptions options)
    {
        // To the one for all signals the SDK adds "/v1/traces" or "/v1/metrics"; one that is set, even to what it was, is taken as it is.
        if (Endpoint(_thisSignal + "ENDPOINT") is { } endpoint)
        {
            options.Endpoint = endpoint;
        }

        options.Headers = Value(_thisSignal + "HEADERS") ?? options.Headers;
        options.Protocol = Value(_thisSignal + "PROTOCOL") switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => options.Protocol,
        };
    }

    private Uri? Endpoint(string variable) => Value(variable) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" => uri,
        var text => throw new SettingsException($"{variable} is '{text}'; it must be a URL that begins with http:// or https://."),
    };

    // An empty variable is an unset one ("Environment Variable Specification").
    private string? Value(string variable) => configuration[variable] is { Length: > 0 } value ? value : null;
}
