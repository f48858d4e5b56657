using System.Globalization;
using System.Text;

namespace Vod.ServiceDefaults.Settings;

/// <summary>Shows text that someone else wrote within one line of a message or log.</summary>
internal static class OneLine
{
    /// <summary>Characters of a text that are shown. Long enough for a path, short enough to read the line it stands in.</summary>
    public const int MaxLength = 120;

    /// <summary>The text with everything that is not visible written as <c>\uXXXX</c>, and cut when it is long.</summary>
    public static string Of(string text)
    {
        StringBuilder shown = new();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            _ = IsVisible(c) ? shown.Append(c) : shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return text.Length > MaxLength ? shown.Append('…').ToString() : shown.ToString();
    }

    // Line separators end a line as line feeds do; format characters turn the direction of what follows; surrogates may stand alone.
    private static bool IsVisible(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
