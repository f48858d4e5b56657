using System.Net;

namespace Vod.ServiceDefaults.Settings;

/// <summary>The port for those who run the server: metrics and health. Nothing a viewer needs is on it.</summary>
public sealed class AdminOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Admin";

    /// <summary>Address of the admin listener, in its textual form.</summary>
    [AddressSetting("Address that the admin port listens on; there is no access control, so name one that only the monitoring reaches")]
    public string Listen { get; set; } = "127.0.0.1";

    /// <summary>TCP port of `/metrics` and the health checks; 0 opens none. The default is the one of the OpenTelemetry exporters for Prometheus.</summary>
    [NumberSetting("TCP port of `/metrics` and of the health checks for the monitoring; 0 switches it off", 0, IPEndPoint.MaxPort, Switch = "--admin-port")]
    public int Port { get; set; } = 9464;

    /// <summary>Whether there is an admin port.</summary>
    public bool IsOn => Port != 0;
}
