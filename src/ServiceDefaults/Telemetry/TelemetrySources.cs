namespace Vod.ServiceDefaults.Telemetry;

/// <summary>Whose measurements and spans are taken. The rooms of the server need no entry of their own: their names begin alike.</summary>
internal static class TelemetrySources
{
    /// <summary>The meter of Orleans.</summary>
    public const string Orleans = "Microsoft.Orleans";

    /// <summary>Meters: the server's rooms, Orleans, HTTP requests, connections, and the .NET runtime.</summary>
    public static readonly string[] Meters =
        ["Vod.*", Orleans, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>
    /// The labels of Orleans whose values are few. Others name silos by address and generation, so that every restart of a node would leave series behind for ever.
    /// </summary>
    public static readonly string[] OrleansLabels = ["grain_type", "type", "Context", "Direction", "Status"];

    /// <summary>Sources of spans: the server's rooms, calls of grains, HTTP requests.</summary>
    public static readonly string[] Activities = ["Vod.*", OrleansCalls, "Microsoft.AspNetCore"];

    /// <summary>Calls between grains, nodes and connections.</summary>
    public const string OrleansCalls = "Microsoft.Orleans.Application";
}
