namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that names are made of: text with elements in braces.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class TemplateSettingAttribute(string description) : SettingAttribute(description)
{
    /// <summary>Most characters: no file name has more.</summary>
    public const int MaxLength = 255;

    /// <inheritdoc/>
    public override string Placeholder => "TEMPLATE";

    /// <inheritdoc/>
    public override string Allowed => "1 to 255 characters";

    /// <inheritdoc/>
    public override bool Accepts(string value) => !string.IsNullOrWhiteSpace(value) && value.Length <= MaxLength && !value.Any(char.IsControl);
}
