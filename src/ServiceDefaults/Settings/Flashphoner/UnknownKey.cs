using System.Buffers;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>Says what is wrong with an entry whose key is unknown, without telling a secret.</summary>
internal static class UnknownKey
{
    /// <summary>Characters of a key that is shown or compared. The longest known one has 43.</summary>
    public const int MaxLength = 64;

    // A key may be this wrong at most, and in one of four characters.
    private const int MostMistakes = 3;
    private const int CharactersPerMistake = 4;

    private static readonly string[] SecretWords = ["password", "passwd", "secret", "credential", "token"];

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ._-");

    /// <summary>A sentence about the entry.</summary>
    public static string Describe(PropertiesEntry entry)
    {
        string name = MayBeShown(entry) ? entry.Key : "what stands here";
        string hint = Nearest(entry.Key) is { } near ? $"; did you mean {near}?" : ".";
        return $"{name} is no known setting and is ignored{hint}";
    }

    /// <summary>Whether a key says that its value is a secret.</summary>
    public static bool IsSecret(string key) => SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The known key that was probably meant; null when none is near.</summary>
    public static string? Nearest(string key)
    {
        if (key.Length is 0 or > MaxLength)
        {
            return null;
        }

        (string Name, int Distance) best = WcsKeys.All.Select(k => (k.Name, Distance(key.ToLowerInvariant(), k.Name))).MinBy(k => k.Item2);
        return best.Distance <= Math.Min(MostMistakes, best.Name.Length / CharactersPerMistake) ? best.Name : null;
    }

    // Without a separator the line may be the rest of a value. A secret that has lost its separator looks like a key that speaks of a secret.
    private static bool MayBeShown(PropertiesEntry entry) =>
        entry.HasSeparator && entry.Key.Length is > 0 and <= MaxLength && !entry.Key.AsSpan().ContainsAnyExcept(KeyCharacters) && !IsSecret(entry.Key);

    // Levenshtein's: the fewest characters to insert, remove or replace.
    private static int Distance(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int[] row = [i, .. new int[b.Length]];
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[b.Length];
    }
}
