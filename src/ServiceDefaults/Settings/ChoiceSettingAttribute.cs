namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that is one of a few words, in any case.</summary>
/// <param name="description">One sentence for operators.</param>
/// <param name="words">The words; at least two.</param>
internal sealed class ChoiceSettingAttribute(string description, params string[] words) : SettingAttribute(description)
{
    /// <inheritdoc/>
    public override string Placeholder => "WORD";

    /// <inheritdoc/>
    public override string Allowed => $"{string.Join(", ", words[..^1])} or {words[^1]}";

    /// <inheritdoc/>
    public override bool Accepts(string value) => words.Contains(value, StringComparer.OrdinalIgnoreCase);
}
