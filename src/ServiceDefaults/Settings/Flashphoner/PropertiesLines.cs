using System.Text;

namespace Vod.ServiceDefaults.Settings.Flashphoner;

/// <summary>Divides the text of a properties file into logical lines, as <c>java.util.Properties</c> does.</summary>
internal static class PropertiesLines
{
    /// <summary>What the format takes for blanks: space, tab and form feed.</summary>
    public const string Blanks = " \t\f";

    /// <summary>The logical lines from top to bottom.</summary>
    /// <param name="text">The file.</param>
    /// <exception cref="PropertiesFormatException">There are too many lines, or one is too long.</exception>
    public static IEnumerable<PropertiesLine> In(string text)
    {
        StringBuilder joined = new();
        int begin = 0;
        int number = 0;
        foreach (Range range in NaturalLines(text))
        {
            if (++number > PropertiesLimits.MaxLines)
            {
                throw new PropertiesFormatException(number, $"is one line too many, a file may have {PropertiesLimits.MaxLines}");
            }

            ReadOnlyMemory<char> line = text.AsMemory()[range].TrimStart(Blanks);
            bool continues = begin > 0;
            if (!continues && (line.IsEmpty || line.Span[0] is '#' or '!'))
            {
                continue;
            }

            begin = continues ? begin : number;
            bool goesOn = EndsInContinuation(line.Span);
            joined.Append(goesOn ? line[..^1] : line);
            if (joined.Length > PropertiesLimits.MaxEntryLength)
            {
                throw new PropertiesFormatException(begin, $"is longer than {PropertiesLimits.MaxEntryLength} characters");
            }

            if (!goesOn)
            {
                yield return new PropertiesLine(begin, joined.ToString());
                joined.Clear();
                begin = 0;
            }
        }

        // The last line of the file asked for another one.
        if (begin > 0)
        {
            yield return new PropertiesLine(begin, joined.ToString());
        }
    }

    private static IEnumerable<Range> NaturalLines(string text)
    {
        int begin = 0;
        while (begin < text.Length)
        {
            int length = text.AsSpan(begin).IndexOfAny('\r', '\n');
            int end = length < 0 ? text.Length : begin + length;
            yield return begin..end;
            begin = end + (text.AsSpan(end) is ['\r', '\n', ..] ? 2 : 1);
        }
    }

    // Of two backslashes the second is a character.
    private static bool EndsInContinuation(ReadOnlySpan<char> line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;
}
