namespace Vod.ServiceDefaults.Settings;

/// <summary>A setting that is handed to a program, word by word. There are no quotes: a word has no blanks.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class ArgumentsSettingAttribute(string description) : SettingAttribute(description)
{
    /// <summary>An argument that must be among the words, with another one behind it; null when anything will do, nothing too.</summary>
    public string? Must { get; init; }

    /// <inheritdoc/>
    public override string Placeholder => "ARGUMENTS";

    /// <inheritdoc/>
    public override string Allowed => Must is null ? "words separated by blanks, or empty" : $"words separated by blanks, {Must} and its value among them";

    /// <inheritdoc/>
    public override bool Accepts(string value) =>
        !value.Any(char.IsControl) && (Must is null || value.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word != Must).Skip(1).Any());
}
