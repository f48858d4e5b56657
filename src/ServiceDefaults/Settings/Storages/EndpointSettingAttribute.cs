namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>A setting that is the address of an object store. A wrong one is not shown, as it may have a password or a signature within it.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class EndpointSettingAttribute(string description) : SettingAttribute(description)
{
    /// <inheritdoc/>
    public override string Placeholder => "ADDRESS";

    /// <inheritdoc/>
    public override string Allowed => "`https://HOST[:PORT]`, or `http://` for a store without TLS, without user and query, or empty";

    /// <inheritdoc/>
    public override bool HidesMistakes => true;

    /// <inheritdoc/>
    public override bool Accepts(string value) => value.Length == 0 || IsEndpoint(value);

    /// <summary>Whether a text is the address of a store.</summary>
    public static bool IsEndpoint(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri is { UserInfo: "", Query: "", Fragment: "", HostNameType: UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 }
        && !value.AsSpan().ContainsAny("@?#\\ ");
}
