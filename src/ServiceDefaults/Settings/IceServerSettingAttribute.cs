namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that is a list of STUN and TURN servers.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class IceServerSettingAttribute(string description) : SettingAttribute(description)
{
    /// <inheritdoc/>
    public override string Placeholder => "SERVER";

    /// <inheritdoc/>
    public override string Allowed => "`stun:HOST[:PORT]`, or `turn:HOST[:PORT][?transport=udp]` with a user name and a credential behind it, separated by single spaces";

    /// <inheritdoc/>
    public override bool Accepts(string value) => IceServer.TryParse(value, out _);
}
