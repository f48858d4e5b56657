using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Vod.Api.Wcs;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api;

/// <summary>Opens the two ports: first HTTP, then the WebSocket.</summary>
internal sealed class VodListeners(IOptions<ServerOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc/>
    public void Configure(KestrelServerOptions kestrel)
    {
        ServerOptions server = options.Value;
        IPAddress address = IPAddress.Parse(server.Listen);
        kestrel.AddServerHeader = false;
        kestrel.Listen(address, server.HttpPort, static http => http.Protocols = HttpProtocols.Http1);
        kestrel.Listen(address, server.WebSocketPort, static ws =>
        {
            ws.Protocols = HttpProtocols.Http1;
            ws.Use(static next => connection =>
            {
                connection.Features.Set(WcsListener.Instance);
                return next(connection);
            });
        });
    }
}
