using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vod.Api.Pushes;
using Vod.Api.Streams;
using Vod.Api.Wcs.Connections;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Wcs;

/// <summary>Answers the WebSocket port: any path, no subprotocol. Pages put stream names into the path, so it means nothing here.</summary>
internal sealed partial class WcsEndpoint(
    IVodStreams cluster,
    PushTargets targets,
    WcsConnectionTable connections,
    WcsMetrics metrics,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    IOptions<ServerOptions> options,
    IOptions<WebSocketSettings> settings,
    ILogger<WcsConnection> logger)
{
    private readonly OriginList _origins = new(settings.Value.AllowedOrigins);

    // Counted here and not by Kestrel, whose limit answers with an exception and its trace in the log.
    private int _open;

    /// <summary>Serves one request until its socket is closed.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await RefuseAsync(
                context, StatusCodes.Status426UpgradeRequired, $"This is the WebSocket port; the web page is on port {options.Value.HttpPort}.\n");
            return;
        }

        string host = OriginList.HostOf(context.Request.Headers.Origin);
        if (!_origins.Allows(host))
        {
            metrics.Refused(WcsRefusal.Origin);
            LogRefused(host);
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "Pages of this origin may not connect; see WebSocket:AllowedOrigins.\n");
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _open) > options.Value.MaxWebSockets)
            {
                metrics.Refused(WcsRefusal.Capacity);
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many WebSockets are open.\n");
                return;
            }

            LeaveOutOfDurations(context);
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            WcsConnection connection = new(socket, WcsAddresses.Of(context.Connection), cluster, targets, connections, settings.Value, metrics, time, logger);
            await connection.RunAsync(lifetime.ApplicationStopping);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    // A request that lasts as long as its socket would drown the others in the histogram; sockets have instruments of their own.
    private static void LeaveOutOfDurations(HttpContext context)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.MetricsDisabled = true;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string line)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(line, context.RequestAborted);
    }

    // The host has gone through a parser; the header itself could hold anything.
    [LoggerMessage(EventId = 103, Level = LogLevel.Information, Message = "Refused a page of '{Host}': its origin is not allowed")]
    private partial void LogRefused(string host);
}
