using Microsoft.Extensions.Diagnostics.HealthChecks;
using Vod.Media.Engine;

namespace Vod.Silo;

/// <summary>Ready means that this process takes viewers: its media plane runs and is not being drained.</summary>
internal sealed class MediaNodeHealth(IMediaEngine engine) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(engine.Load.Draining ? HealthCheckResult.Unhealthy("draining") : HealthCheckResult.Healthy());
}
