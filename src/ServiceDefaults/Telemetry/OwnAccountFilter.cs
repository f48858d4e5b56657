using System.Diagnostics;
using OpenTelemetry;

namespace Vod.ServiceDefaults.Telemetry;

/// <summary>
/// Leaves out the calls that nodes make on their own account: leases and load numbers, every few seconds, which would bury the requests of viewers. What they call
/// is left out with them, because the flag travels.
/// </summary>
internal sealed class OwnAccountFilter : BaseProcessor<Activity>
{
    /// <inheritdoc/>
    public override void OnStart(Activity data)
    {
        if (data.Source.Name == TelemetrySources.OrleansCalls && data.ParentSpanId == default)
        {
            data.IsAllDataRequested = false;
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
