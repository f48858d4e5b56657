using System.Buffers;

namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>A setting that becomes a part of a host name or of a path.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class WordSettingAttribute(string description) : SettingAttribute(description)
{
    /// <summary>Most characters: a label of DNS has no more.</summary>
    public const int MaxLength = 63;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <inheritdoc/>
    public override string Placeholder => "WORD";

    /// <inheritdoc/>
    public override string Allowed => "lower-case letters, digits and hyphens, or empty";

    /// <inheritdoc/>
    public override bool Accepts(string value) => value.Length == 0 || IsWord(value);

    /// <summary>Whether a text can be one.</summary>
    public static bool IsWord(string value) => value.Length is > 0 and <= MaxLength && !value.AsSpan().ContainsAnyExcept(Characters);
}
