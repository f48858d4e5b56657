using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Api.Wcs.Streams;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Wcs;

/// <summary>Answers the WebSocket port: any path, no subprotocol. Pages put stream names into the path, so it means nothing here.</summary>
internal sealed class WcsEndpoint(
    IVodStreams cluster, WcsMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<ServerOptions> options, ILogger<WcsConnection> logger)
{
    /// <summary>Serves one request until its socket is closed.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "websocket";
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync($"This is the WebSocket port; the web page is on port {options.Value.HttpPort}.\n", context.RequestAborted);
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        WcsConnection connection = new(socket, cluster, metrics, time, logger);
        await connection.RunAsync(lifetime.ApplicationStopping);
    }
}
