using System.Net;
using Microsoft.AspNetCore.Http;

namespace Vod.Api.Wcs.Connections;

/// <summary>The two ends of a connection, as address and port; empty where the transport has none.</summary>
/// <param name="Remote">The client's end.</param>
/// <param name="Local">Ours.</param>
internal readonly record struct WcsAddresses(string Remote, string Local)
{
    /// <summary>The ends of a connection of the web server.</summary>
    public static WcsAddresses Of(ConnectionInfo connection) =>
        new(Text(connection.RemoteIpAddress, connection.RemotePort), Text(connection.LocalIpAddress, connection.LocalPort));

    // A socket that listens for both families shows IPv4 clients as a part of IPv6, which nobody recognizes.
    private static string Text(IPAddress? address, int port) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => new IPEndPoint(address.MapToIPv4(), port).ToString(),
        _ => new IPEndPoint(address, port).ToString(),
    };
}
