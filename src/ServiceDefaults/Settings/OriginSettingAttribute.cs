using System.Buffers;

namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that says which pages are meant by the host they come from, or a list of such patterns. <see cref="OriginList"/> applies them.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class OriginSettingAttribute(string description) : SettingAttribute(description)
{
    // A host name, an IPv4 address or an IPv6 address in brackets, with stars.
    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("*-.:[]_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <inheritdoc/>
    public override string Placeholder => "HOST";

    /// <inheritdoc/>
    public override string Allowed => "a host name or address without scheme and port, * for any characters, ! in front to refuse";

    /// <inheritdoc/>
    public override bool Accepts(string value)
    {
        ReadOnlySpan<char> host = value.StartsWith('!') ? value.AsSpan(1) : value;
        return host.Length > 0 && !host.ContainsAnyExcept(HostCharacters) && (host.IndexOf(':') < 0 || host[0] == '[');
    }
}
