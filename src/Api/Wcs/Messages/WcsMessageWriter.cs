using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vod.Api.Wcs.Messages;

/// <summary>Builds outgoing frames. The SDK reads <c>data[0]</c> of every message before it looks at the name, so <c>data</c> is always an array.</summary>
internal static class WcsMessageWriter
{
    // The reader is a WebSocket client, not an HTML page: SDP and file names stay legible.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A message without an argument.</summary>
    public static byte[] WithoutArgument(string name) => Write(name, static data => data.WriteNullValue());

    /// <summary>A message whose only argument is an object.</summary>
    public static byte[] WithObject(string name, Action<Utf8JsonWriter> fields) => Write(name, data =>
    {
        data.WriteStartObject();
        fields(data);
        data.WriteEndObject();
    });

    /// <summary>A message with the arguments that are written as array elements.</summary>
    public static byte[] Write(string name, Action<Utf8JsonWriter> arguments)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("message", name);
            writer.WriteStartArray("data");
            arguments(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
