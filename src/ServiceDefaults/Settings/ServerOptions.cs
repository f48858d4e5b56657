using System.Net;

namespace Vod.ServiceDefaults.Settings;

/// <summary>Where the server can be reached over TCP. Port 0 lets the system choose, which is for tests.</summary>
public sealed class ServerOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Server";

    /// <summary>Address of the HTTP and WebSocket listeners, in its textual form.</summary>
    [AddressSetting("Address that HTTP and WebSocket listen on, `0.0.0.0` or `::` for all; there is no access control yet", Switch = "--listen")]
    public string Listen { get; set; } = "127.0.0.1";

    /// <summary>TCP port of the web pages and health checks.</summary>
    [NumberSetting("TCP port of the web pages and the health checks", 0, IPEndPoint.MaxPort, Switch = "--http-port")]
    public int HttpPort { get; set; } = 8081;

    /// <summary>TCP port of the WebSocket that browsers control their streams with; the WebSDK assumes 8080.</summary>
    [NumberSetting("TCP port of the WebSocket; the example pages of the WebSDK assume 8080", 0, IPEndPoint.MaxPort, Switch = "--ws-port")]
    public int WebSocketPort { get; set; } = 8080;

    /// <summary>The most WebSockets open at a time; further ones are refused with 503.</summary>
    [NumberSetting("The most WebSockets open at a time; further ones are refused", 1, 1_000_000)]
    public int MaxWebSockets { get; set; } = 10_000;
}
