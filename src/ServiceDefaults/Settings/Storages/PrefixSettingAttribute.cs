namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>A setting that is a folder within a bucket.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class PrefixSettingAttribute(string description) : SettingAttribute(description)
{
    /// <summary>Most characters: half of what a key may have.</summary>
    public const int MaxLength = 512;

    /// <inheritdoc/>
    public override string Placeholder => "PATH";

    /// <inheritdoc/>
    public override string Allowed => "names divided by slashes, or empty";

    /// <inheritdoc/>
    public override bool Accepts(string value) => value.Length <= MaxLength && (value.Trim('/').Length == 0 || value.Trim('/').Split('/').All(IsName));

    private static bool IsName(string name) => name is not ("" or "." or "..") && !name.Any(char.IsControl) && !name.Contains('\\', StringComparison.Ordinal);
}
