using System.Buffers.Text;

namespace Vod.Api.Wcs.Messages;

/// <summary>
/// Half surrogate pairs behind \u escapes: JSON allows them (RFC 8259 section 8.2), <c>JSON.stringify</c> writes them, but they are no Unicode.
/// </summary>
internal static class SurrogateEscapes
{
    // "\uXXXX"
    private const int EscapeLength = 6;

    /// <summary>Puts U+FFFD in the place of each half pair, in place: both escapes have the same length.</summary>
    /// <param name="text">What stands between the quotes of a well-formed JSON string.</param>
    public static void Replace(Span<byte> text)
    {
        for (int i = text.IndexOf((byte)'\\'); i >= 0 && i < text.Length;)
        {
            if (text[i] != '\\')
            {
                i++;
            }
            else if (!TryRead(text[i..], out char unit))
            {
                i += 2;
            }
            else if (char.IsHighSurrogate(unit) && TryRead(text[(i + EscapeLength)..], out char next) && char.IsLowSurrogate(next))
            {
                i += 2 * EscapeLength;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    "\\ufffd"u8.CopyTo(text[i..]);
                }

                i += EscapeLength;
            }
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out char unit)
    {
        bool isRead = Utf8Parser.TryParse(
            text.Length >= EscapeLength && text[0] == '\\' && text[1] == 'u' ? text[2..EscapeLength] : default, out ushort value, out int used, 'x');
        unit = (char)value;
        return isRead && used == EscapeLength - 2;
    }
}
