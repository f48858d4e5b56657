using System.Net;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Startup;

/// <summary>The HTTP and WebSocket ports must be free.</summary>
internal sealed class TcpPortsCheck(IOptions<ServerOptions> options) : IStartupCheck
{
    private const string AddressSetting = "--listen";

    /// <inheritdoc/>
    public ValueTask<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        ServerOptions server = options.Value;
        IPAddress address = IPAddress.Parse(server.Listen);
        return ValueTask.FromResult(
            TcpPort.FindProblem(new IPEndPoint(address, server.HttpPort), "--http-port", AddressSetting)
            ?? TcpPort.FindProblem(new IPEndPoint(address, server.WebSocketPort), "--ws-port", AddressSetting));
    }
}
