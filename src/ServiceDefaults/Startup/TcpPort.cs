using System.Net;
using System.Net.Sockets;

namespace Vod.ServiceDefaults.Startup;

/// <summary>Tries whether a TCP port can be listened on.</summary>
internal static class TcpPort
{
    /// <summary>Null when it can, else one line for the operator.</summary>
    /// <param name="endpoint">Address and port; port 0 can always be had.</param>
    /// <param name="portSetting">What chooses another port.</param>
    /// <param name="addressSetting">What chooses another address.</param>
    public static string? FindProblem(IPEndPoint endpoint, string portSetting, string addressSetting)
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
            return ListenProblem.Describe(exception.SocketErrorCode, "TCP", endpoint, portSetting, addressSetting);
        }
    }
}
