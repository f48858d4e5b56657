using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.ServiceDefaults.Startup;

/// <summary>The UDP ports of all workers must be free.</summary>
internal sealed class MediaPortsCheck(IOptions<MediaOptions> options) : IStartupCheck
{
    /// <inheritdoc/>
    public ValueTask<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        MediaOptions media = options.Value;
        return ValueTask.FromResult(Enumerable.Range(media.UdpPort, media.EffectiveWorkers).Select(Probe).FirstOrDefault(p => p is not null));
    }

    private static string? Probe(int port)
    {
        IPEndPoint endpoint = new(IPAddress.Any, port);
        try
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(endpoint);
            return null;
        }
        catch (SocketException exception)
        {
            return ListenProblem.Describe(exception.SocketErrorCode, "UDP", endpoint, "--media-port");
        }
    }
}
