using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vod.Api.Rest;

/// <summary>How the REST API reads and writes JSON: names in camel case, exact in spelling and type; unknown fields are ignored, absent ones not written.</summary>
internal static class RestJson
{
    /// <summary>Limits of a document; what is deeper is malformed.</summary>
    public static readonly JsonDocumentOptions Document = new() { MaxDepth = RestLimits.MaxBodyDepth };

    /// <summary>The serializer's options.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions());

    /// <summary>Sets what is ours in a serializer's options.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MaxDepth = RestLimits.MaxBodyDepth;

        // The answers are JSON by their type and by nosniff, never part of a page: file names stay legible.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }

    /// <summary>Writes an object.</summary>
    public static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);
}
