using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Vod.Media.Host.Preparation;

namespace Vod.Media.Host.Library;

/// <summary>Runs the queue, and the watch over the folder if the settings want it.</summary>
internal sealed class BackgroundPreparation(PreparationQueue queue, FolderWatch watch, IOptions<PreparationOptions> options) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(queue.RunAsync(stoppingToken), options.Value.Background ? watch.RunAsync(stoppingToken) : Task.CompletedTask);
}
