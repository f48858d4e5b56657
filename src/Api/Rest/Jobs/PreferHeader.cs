using System.Buffers;

namespace Vod.Api.Rest.Jobs;

/// <summary>
/// The header <c>Prefer</c>, RFC 7240 section 2: <c>token [= word] *(; parameter)</c>, separated by commas, on one line or several. What is malformed is left out, of
/// what is repeated the first counts.
/// </summary>
internal static class PreferHeader
{
    // tchar of RFC 7230 section 3.2.6.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The preferences by name, which is of any case; those without a value have an empty one. Parameters are not kept.</summary>
    public static Dictionary<string, string> Parse(IEnumerable<string?> lines)
    {
        Dictionary<string, string> preferences = new(StringComparer.OrdinalIgnoreCase);
        foreach (string preference in lines.SelectMany(line => Split(line ?? "", ',')))
        {
            string[] parts = [.. Split(Split(preference, ';').First(), '=').Select(part => part.Trim(' ', '\t'))];
            if (IsToken(parts[0]) && parts.Length <= 2)
            {
                preferences.TryAdd(parts[0], parts.Length == 1 ? "" : Word(parts[1]));
            }
        }

        return preferences;
    }

    // Splits where no quotes are open.
    private static IEnumerable<string> Split(string text, char separator)
    {
        int begin = 0;
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == separator && !quoted)
            {
                yield return text[begin..i];
                begin = i + 1;
            }
        }

        yield return text[begin..];
    }

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    private static string Word(string text) =>
        text is ['"', .. string inner, '"'] ? inner.Replace("\\", "", StringComparison.Ordinal) : text;
}
