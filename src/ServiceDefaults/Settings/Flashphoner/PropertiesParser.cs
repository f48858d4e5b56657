using System.Globalization;
using System.Text;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>
/// Reads the format of <c>java.util.Properties</c> in UTF-8: entries divided by <c>=</c>, <c>:</c> or blanks, comments, continuations, escapes. Unlike Java it
/// cuts blanks at the end of a value, which are never meant.
/// </summary>
internal static class PropertiesParser
{
    private const int DigitsOfEscape = 4;

    /// <summary>The entries from top to bottom; a key may come more than once.</summary>
    /// <param name="text">The file.</param>
    /// <exception cref="PropertiesFormatException">The file breaks the format, or is no text in UTF-8.</exception>
    public static IEnumerable<PropertiesEntry> Parse(string text) => PropertiesLines.In(text.TrimStart('\uFEFF')).Select(Entry);

    private static PropertiesEntry Entry(PropertiesLine line)
    {
        ReadOnlySpan<char> text = line.Text;
        if (text.ContainsAny('\0', '\uFFFD'))
        {
            throw new PropertiesFormatException(line.Number, $"is no text in UTF-8");
        }

        int end = EndOfKey(text);
        ReadOnlySpan<char> rest = text[end..].TrimStart(PropertiesLines.Blanks);
        bool hasSeparator = rest is ['=' or ':', ..];
        ReadOnlySpan<char> value = TrimEnd(hasSeparator ? rest[1..].TrimStart(PropertiesLines.Blanks) : rest);
        return new PropertiesEntry(line.Number, Unescape(text[..end], line.Number), Unescape(value, line.Number), hasSeparator);
    }

    private static int EndOfKey(ReadOnlySpan<char> text)
    {
        int i = 0;
        while (i < text.Length && text[i] is not ('=' or ':') && !PropertiesLines.Blanks.Contains(text[i], StringComparison.Ordinal))
        {
            i += text[i] == '\\' ? 2 : 1;
        }

        return Math.Min(i, text.Length);
    }

    private static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> trimmed = value.TrimEnd(PropertiesLines.Blanks);

        // An escaped blank is meant.
        bool isEscaped = trimmed.Length < value.Length && (trimmed.Length - trimmed.TrimEnd('\\').Length) % 2 == 1;
        return isEscaped ? value[..(trimmed.Length + 1)] : trimmed;
    }

    // No backslash stands last: as the end of a line it asked for another one, and in front of a blank it has kept it.
    private static string Unescape(ReadOnlySpan<char> text, int line)
    {
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            plain.Append(Escape(text[i..], line));
            i += text[i] == 'u' ? DigitsOfEscape : 0;
        }

        return plain.ToString();
    }

    private static char Escape(ReadOnlySpan<char> text, int line)
    {
        if (text[0] != 'u')
        {
            return text[0] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => text[0] };
        }

        return text.Length > DigitsOfEscape
            && ushort.TryParse(text.Slice(1, DigitsOfEscape), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)
            && code != 0
            ? (char)code
            : throw new PropertiesFormatException(line, $"has a \\u that {DigitsOfEscape} hexadecimal digits other than 0000 must follow");
    }
}
