namespace Vod.ServiceDefaults.Settings;

/// <summary>The WebSocket that pages control their streams with: who may open it, and when a silent client is taken for dead.</summary>
public sealed class WebSocketSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "WebSocket";

    /// <summary>Milliseconds between the server's pings, rounded up to whole seconds.</summary>
    [NumberSetting("Time between pings of the server, rounded up to whole seconds", 1_000, 3_600_000, Unit = "milliseconds")]
    public int PingInterval { get; set; } = 5_000;

    /// <summary>Unanswered pings after which the client is taken for dead.</summary>
    [NumberSetting("Unanswered pings after which a client is taken for dead", 1, 1_000)]
    public int MaxMissedPongs { get; set; } = 10;

    /// <summary>Patterns of the hosts whose pages may connect; the first match decides. Empty allows every page.</summary>
    [OriginSetting("Hosts whose pages may connect, over WHEP and WHIP too, such as `*.example.com`; the first match decides, no match refuses, `*` alone also takes WebSockets of clients that are no page")]
    public IList<string> AllowedOrigins { get; } = [];
}
