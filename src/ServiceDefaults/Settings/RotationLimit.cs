using System.Globalization;

namespace Vod.ServiceDefaults.Settings;

/// <summary>When a recording goes on in another file, as Web Call Server writes it: <c>10</c> for seconds, <c>20M</c> for megabytes.</summary>
/// <param name="Seconds">After as many seconds; 0: however long a file is.</param>
/// <param name="Bytes">After as many bytes; 0: however many a file has.</param>
public readonly record struct RotationLimit(int Seconds, long Bytes)
{
    /// <summary>The written forms; completes the sentence "it must be …".</summary>
    public const string Allowed = "seconds from 1 to 604800, a size from 1M to 100000G (or in K), disabled or 0";

    /// <summary>Longest written form that is looked at.</summary>
    public const int MaxLength = 20;

    // A week, which is as long as a recording may be.
    private const long MaxSeconds = 604_800;

    // A file has a quarter of a megabyte for its index alone.
    private const long MinBytes = 1_000_000;

    // As large as a recording may be.
    private const long MaxBytes = 100_000_000_000_000;

    private const string Disabled = "disabled";

    /// <summary>Reads a written form, in any case.</summary>
    /// <param name="text">Such as <c>20M</c>.</param>
    /// <param name="limit">What it says; nothing of either when it is disabled.</param>
    /// <returns>False when it is not among those of <see cref="Allowed"/>.</returns>
    public static bool TryParse(string? text, out RotationLimit limit)
    {
        limit = default;
        if (text is null or not { Length: > 0 and <= MaxLength })
        {
            return false;
        }

        if (text.Equals(Disabled, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        long factor = char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 1_000,
            'M' => 1_000_000,
            'G' => 1_000_000_000,
            _ => 0,
        };
        if (!long.TryParse(factor == 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number) || (factor == 0 ? number > MaxSeconds : number > MaxBytes / factor))
        {
            return false;
        }

        limit = factor == 0 ? new((int)number, 0) : new(0, number * factor);
        return factor == 0 || limit.Bytes is 0 or >= MinBytes;
    }
}
