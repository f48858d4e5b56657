using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vod.Api;

/// <summary>Tells the operator, once the ports are open, where to go.</summary>
internal sealed partial class VodAnnouncement(IServer server, ILogger<VodAnnouncement> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // In the order of VodListeners; what the host listens on besides comes after them.
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.ToList() is [string http, string webSocket, ..])
        {
            webSocket = webSocket.Replace("http://", "ws://", StringComparison.Ordinal);
            LogAddresses(http, webSocket);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 301, Level = LogLevel.Information, Message = "Web page {Http}/, WebSocket {WebSocket}")]
    private partial void LogAddresses(string http, string webSocket);
}
