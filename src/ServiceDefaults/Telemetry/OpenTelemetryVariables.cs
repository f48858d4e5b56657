using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Vod.ServiceDefaults.Telemetry;

/// <summary>
/// The standard environment variables of OpenTelemetry, <c>OTEL_…</c>. The SDK looks for them in the configuration of the host, which otherwise holds nothing but the
/// server's own settings.
/// </summary>
internal static class OpenTelemetryVariables
{
    /// <summary>Their prefix.</summary>
    public const string Prefix = "OTEL_";

    /// <summary>Adds them under the names they have.</summary>
    public static void Add(IConfigurationBuilder configuration, IDictionary environment) =>
        configuration.AddInMemoryCollection(
            from DictionaryEntry variable in environment
            let name = (string)variable.Key
            where name.StartsWith(Prefix, StringComparison.Ordinal)
            select new KeyValuePair<string, string?>(name, (string?)variable.Value));
}
