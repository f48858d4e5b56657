using System.Net;

namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that is an IP address, or a list of them.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class AddressSettingAttribute(string description) : SettingAttribute(description)
{
    /// <inheritdoc/>
    public override string Placeholder => "ADDRESS";

    /// <inheritdoc/>
    public override string Allowed => "an IPv4 or IPv6 address";

    /// <inheritdoc/>
    // IPAddress also takes "1" and "0x7f000001"; whoever writes that has most likely mixed up two settings.
    public override bool Accepts(string value) => IPAddress.TryParse(value, out _) && value.AsSpan().IndexOfAny('.', ':') >= 0;
}
