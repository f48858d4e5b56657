using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Vod.ServiceDefaults.Startup;

/// <summary>Puts a failure to listen into one line for the operator.</summary>
internal static class ListenProblem
{
    /// <summary>Describes the failure and names the option that helps.</summary>
    public static string Describe(SocketError error, string protocol, IPEndPoint endpoint, string portSwitch, string addressSetting = "--listen") => error switch
    {
        SocketError.AddressAlreadyInUse => Line($"{protocol} port {endpoint.Port} is in use; stop the program that uses it or choose another port with {portSwitch}."),
        SocketError.AccessDenied => Line($"{protocol} port {endpoint.Port} needs privileges this user does not have; choose one above 1023 with {portSwitch}."),
        SocketError.AddressNotAvailable => Line($"{endpoint.Address} is no address of this machine; choose another with {addressSetting}."),
        _ => Line($"Cannot listen on {protocol} {endpoint}: {error}."),
    };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
