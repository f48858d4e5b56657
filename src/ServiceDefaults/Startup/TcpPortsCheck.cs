using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Startup;

/// <summary>The HTTP and WebSocket ports must be free.</summary>
internal sealed class TcpPortsCheck(IOptions<ServerOptions> options) : IStartupCheck
{
    /// <inheritdoc/>
    public ValueTask<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        ServerOptions server = options.Value;
        IPAddress address = IPAddress.Parse(server.Listen);
        return ValueTask.FromResult(
            Probe(new IPEndPoint(address, server.HttpPort), "--http-port") ?? Probe(new IPEndPoint(address, server.WebSocketPort), "--ws-port"));
    }

    private static string? Probe(IPEndPoint endpoint, string portSwitch)
    {
        try
        {
            using Socket socket = new(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endpoint);
            socket.Listen();
            return null;
        }
        catch (SocketException exception)
        {
            return ListenProblem.Describe(exception.SocketErrorCode, "TCP", endpoint, portSwitch);
        }
    }
}
