using System.Buffers;

namespace Vod.ServiceDefaults.Settings.Storages;

/// <summary>A setting that is the name of a bucket or container, or a list of them.</summary>
/// <param name="description">One sentence for operators.</param>
internal sealed class BucketSettingAttribute(string description) : SettingAttribute(description)
{
    private const int MinLength = 3;
    private const int MaxLength = 63;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    /// <summary>Whether there may be none.</summary>
    public bool IsOptional { get; init; }

    /// <inheritdoc/>
    public override string Placeholder => "BUCKET";

    /// <inheritdoc/>
    public override string Allowed => $"3 to 63 lower-case letters, digits, hyphens and dots{(IsOptional ? ", or empty" : "")}";

    /// <inheritdoc/>
    public override bool Accepts(string value) =>
        (IsOptional && value.Length == 0)
        || (value.Length is >= MinLength and <= MaxLength && !value.AsSpan().ContainsAnyExcept(Characters) && char.IsAsciiLetterOrDigit(value[0]) && char.IsAsciiLetterOrDigit(value[^1]));
}
