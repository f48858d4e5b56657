using Microsoft.Extensions.Hosting;

namespace Vod.Media.Host.Records;

/// <summary>Finishes what a crash left, once, in the background: the server serves meanwhile.</summary>
internal sealed class RecordRecoveryService(RecordRecovery recovery, RecordingOptions options) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        options.IsEnabled ? Task.Run(() => recovery.RunAsync(stoppingToken), stoppingToken) : Task.CompletedTask;
}
