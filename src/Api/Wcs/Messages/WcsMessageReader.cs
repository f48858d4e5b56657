using System.Text.Json;
using System.Text.Unicode;

namespace Vod.Api.Wcs.Messages;

/// <summary>Reads one text frame. Whatever it accepts can be read further without exceptions: all strings are valid Unicode.</summary>
internal static class WcsMessageReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = WcsLimits.MaxDepth };

    /// <summary>Reads a frame; false when it is not JSON, not an object, or has no name.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out WcsMessage message)
    {
        message = default;
        try
        {
            return Utf8.IsValid(frame) && TryMakeValid(ref frame) && TryInterpret(Parse(frame), out message);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonElement Parse(ReadOnlySpan<byte> frame)
    {
        Utf8JsonReader reader = new(frame, Options);
        return JsonElement.ParseValue(ref reader);
    }

    // A string may hide half a surrogate pair behind \u escapes; the document would only notice when the string is read, by an exception. In an argument it is
    // replaced, so that a stream with such a name is still told that it is not found; in a name of the protocol it is malformed.
    // The walk also finds whatever follows the first value.
    private static bool TryMakeValid(ref ReadOnlySpan<byte> frame)
    {
        byte[]? repaired = null;
        Utf8JsonReader reader = new(frame, Options);
        while (reader.Read())
        {
            if (!reader.ValueIsEscaped || IsValidText(ref reader))
            {
                continue;
            }

            if (reader.TokenType != JsonTokenType.String || reader.CurrentDepth <= 1)
            {
                return false;
            }

            repaired ??= frame.ToArray();
            SurrogateEscapes.Replace(repaired.AsSpan((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));
        }

        frame = repaired ?? frame;
        return true;
    }

    private static bool IsValidText(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryInterpret(JsonElement root, out WcsMessage message)
    {
        message = default;
        if (!JsonFields.TryGetText(root, "message", out string? name))
        {
            return false;
        }

        JsonElement argument = root.TryGetProperty("data", out JsonElement data) switch
        {
            true when data.ValueKind == JsonValueKind.Array => data.GetArrayLength() > 0 ? data[0] : default,
            true => data,
            _ => default,
        };
        message = new WcsMessage(name, argument);
        return true;
    }
}
