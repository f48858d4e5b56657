using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vod.Api.Whep;

/// <summary>
/// What the target of a request names: <c>/whep/STREAM</c>, the endpoint of a stream for players, or <c>/whep/STREAM/SESSION</c>; for publishers the same below
/// <c>/whip/</c>. The name of a stream is percent-encoded, slashes
/// too, and is decoded once: from the raw target, because what Kestrel makes of the path leaves <c>%2F</c> as it is and then cannot be told from <c>%252F</c>.
/// </summary>
/// <param name="Stream">The name, decoded.</param>
/// <param name="Session">The id of the session; null for an endpoint.</param>
/// <param name="Publishes">Whether it is one for publishers.</param>
internal readonly record struct WhepTarget(string Stream, string? Session, bool Publishes = false)
{
    /// <summary>Where players find the streams.</summary>
    public const string Prefix = "/whep/";

    /// <summary>Where publishers bring them.</summary>
    public const string PublishPrefix = "/whip/";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the target of a request line (RFC 9112 section 3.2), in origin form or in absolute form.</summary>
    public static bool TryParse(string rawTarget, out WhepTarget target)
    {
        target = default;
        string path = PathOf(rawTarget);
        bool publishes = path.StartsWith(PublishPrefix, StringComparison.Ordinal);
        string[] segments = publishes || path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..].Split('/') : [];
        if (segments.Length is < 1 or > 2 || segments.Contains("") || !TryDecode(segments[0], out string stream))
        {
            return false;
        }

        target = new WhepTarget(stream, segments.Length == 2 ? segments[1] : null, publishes);
        return true;
    }

    /// <summary>The path of a session, encoded again whatever the client wrote.</summary>
    public static string PathOf(string stream, string session, bool publishes = false) => $"{(publishes ? PublishPrefix : Prefix)}{Uri.EscapeDataString(stream)}/{session}";

    private static string PathOf(string rawTarget)
    {
        int scheme = rawTarget.StartsWith('/') ? -1 : rawTarget.IndexOf("://", StringComparison.Ordinal);
        int begin = scheme < 0 ? 0 : rawTarget.IndexOf('/', scheme + "://".Length);
        return begin < 0 ? "" : rawTarget[begin..].Split('?', 2)[0];
    }

    // Stricter than Uri.UnescapeDataString, which leaves in place what it cannot decode: a name that is half decoded is nobody's.
    private static bool TryDecode(string encoded, out string decoded)
    {
        ArrayBufferWriter<byte> bytes = new(encoded.Length);
        decoded = "";
        for (int i = 0; i < encoded.Length; i++)
        {
            byte value = (byte)encoded[i];
            if (!char.IsAscii(encoded[i]) || (encoded[i] == '%' && !TryTakeOctet(encoded, ref i, out value)))
            {
                return false;
            }

            bytes.Write([value]);
        }

        try
        {
            decoded = StrictUtf8.GetString(bytes.WrittenSpan);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool TryTakeOctet(string encoded, ref int position, out byte value)
    {
        value = 0;
        if (position + 2 >= encoded.Length || !byte.TryParse(encoded.AsSpan(position + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        position += 2;
        return true;
    }
}
