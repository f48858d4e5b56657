using System.Buffers;

namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that is an HTTP header, <c>Name: value</c>, or a list of them.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class HeaderSettingAttribute(string description) : SettingAttribute(description)
{
    // "tchar" of RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <inheritdoc/>
    public override string Placeholder => "HEADER";

    /// <inheritdoc/>
    public override string Allowed => "a name, a colon and a value in printable ASCII";

    /// <inheritdoc/>
    public override bool Accepts(string value)
    {
        int colon = value.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && !value.AsSpan(0, colon).ContainsAnyExcept(NameCharacters) && HeaderValueSettingAttribute.IsPrintable(value.AsSpan(colon + 1));
    }
}
