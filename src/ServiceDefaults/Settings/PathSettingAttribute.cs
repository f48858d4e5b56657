namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that names a file or a folder. Relative paths start at the folder the server was started in.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class PathSettingAttribute(string description) : SettingAttribute(description)
{
    /// <summary>Whether there may be none.</summary>
    public bool IsOptional { get; init; }

    /// <inheritdoc/>
    public override string Placeholder => "PATH";

    /// <inheritdoc/>
    public override string Allowed => IsOptional ? "a path, or empty" : "a path";

    /// <inheritdoc/>
    public override bool Accepts(string value) => (IsOptional && value.Length == 0) || (!string.IsNullOrWhiteSpace(value) && !value.Contains('\0', StringComparison.Ordinal));
}
