using System.Buffers;

namespace Vod.Media.Sdp;

/// <summary>The small pieces SDP lines are made of.</summary>
internal static class SdpText
{
    // RFC 8866 section 9 ends lines with CR LF; a CR left inside a line by a rewriting page separates like a space.
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\r");

    /// <summary>Cuts the next word off the front; empty at the end.</summary>
    public static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        int end = text.IndexOfAny(Separators);
        ReadOnlySpan<char> word = end < 0 ? text : text[..end];
        text = text[word.Length..];
        return word;
    }

    /// <summary>Splits at the first separator; what follows is empty when there is none.</summary>
    public static ReadOnlySpan<char> Split(ReadOnlySpan<char> text, char separator, out ReadOnlySpan<char> rest)
    {
        int at = text.IndexOf(separator);
        rest = at < 0 ? [] : text[(at + 1)..];
        return at < 0 ? text : text[..at];
    }

    /// <summary>Whether the text is a word of visible ASCII, fit to be given back in an answer.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= SdpLimits.MaxTokenLength && !text.ContainsAnyExceptInRange('!', '~');

    /// <summary>Reads a decimal number without sign.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out uint number) =>
        uint.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
}
