namespace Vod.ServiceDefaults.Settings;

/// <summary>Sending streams on to other servers by RTMP.</summary>
public sealed class PushOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Push";

    /// <summary>
    /// Patterns of the hosts that streams may be sent to; the first match decides. Empty allows none: whoever may publish or use the REST API could otherwise have this server connect to
    /// whatever it reaches.
    /// </summary>
    [OriginSetting("Hosts that streams may be sent on to by RTMP, such as `*.example.com`; the first match decides, no match refuses")]
    public IList<string> AllowedHosts { get; } = [];
}
