using System.Diagnostics.Metrics;
using Vod.Media.Engine;
using Vod.Media.Host.Pushing;

namespace Vod.Media.Host.Telemetry;

/// <summary>The instruments of what is sent on to other servers.</summary>
internal static class PushMetrics
{
    /// <summary>Creates the instruments; they live as long as the meter.</summary>
    public static void Add(Meter meter, PushCounters counters)
    {
        KeyValuePair<string, object?>[] labels = Labels.Of<PushState>("state");
        meter.CreateObservableUpDownCounter(
            "vod.pushes",
            () => Enum.GetValues<PushState>().Select(state => new Measurement<long>(counters.In(state), labels[(int)state])),
            "{push}",
            "What is sent on to other servers");
        meter.CreateObservableCounter("vod.pushes.broken", () => counters.Broken, "{connection}", "Connections to other servers that broke or could not be made");
    }
}
