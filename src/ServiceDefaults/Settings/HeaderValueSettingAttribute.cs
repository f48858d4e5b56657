namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that is the value of an HTTP header; empty means that the header is not sent.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class HeaderValueSettingAttribute(string description) : SettingAttribute(description)
{
    /// <inheritdoc/>
    public override string Placeholder => "VALUE";

    /// <inheritdoc/>
    public override string Allowed => "printable ASCII, or empty for no header";

    /// <inheritdoc/>
    public override bool Accepts(string value) => IsPrintable(value);

    /// <summary>Whether a text can be sent as the value of a header: visible ASCII and blanks, so that it cannot begin a header of its own.</summary>
    public static bool IsPrintable(ReadOnlySpan<char> value) => !value.ContainsAnyExceptInRange(' ', '~');
}
