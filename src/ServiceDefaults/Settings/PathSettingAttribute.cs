namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that names a file or a folder. Relative paths start at the folder the server was started in.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class PathSettingAttribute(string description) : SettingAttribute(description)
{
    /// <inheritdoc/>
    public override string Placeholder => "PATH";

    /// <inheritdoc/>
    public override string Allowed => "a path";

    /// <inheritdoc/>
    public override bool Accepts(string value) => !string.IsNullOrWhiteSpace(value) && !value.Contains('\0', StringComparison.Ordinal);
}
