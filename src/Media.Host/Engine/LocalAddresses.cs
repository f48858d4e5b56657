using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Vod.Media.Host.Engine;

/// <summary>The addresses of this machine that browsers may reach.</summary>
internal static class LocalAddresses
{
    /// <summary>Most candidates in an answer; a browser checks every pair.</summary>
    public const int Max = 16;

    /// <summary>Addresses in the order they are announced: the configured ones, then those of the interfaces, loopback last.</summary>
    public static IReadOnlyList<IPAddress> Find(MediaEngineOptions options)
    {
        List<IPAddress> found = [.. options.PublicAddresses.Select(IPAddress.Parse)];
        IEnumerable<IPAddress> own = NetworkInterface.GetAllNetworkInterfaces()
            .Where(static nic => nic.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(static nic => nic.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .Where(static address => !IPAddress.IsLoopback(address) && IsUsable(address));
        found.AddRange(own);
        if (options.AnnounceLoopback || found.Count == 0)
        {
            found.Add(IPAddress.Loopback);
            if (Socket.OSSupportsIPv6)
            {
                found.Add(IPAddress.IPv6Loopback);
            }
        }

        return [.. found.Distinct().Take(Max)];
    }

    // A link-local address means nothing without the interface it belongs to (a candidate of RFC 8839 section 5.1 has no zone).
    private static bool IsUsable(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork || (Socket.OSSupportsIPv6 && !address.IsIPv6LinkLocal && !address.IsIPv6Multicast);
}
