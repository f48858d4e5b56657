using System.Text.Json;

namespace Vod.Api.Tests.Support;

/// <summary>
/// Compares JSON with a pattern: the message must have every field of the pattern; <c>"*"</c> stands for anything but null, <c>"-"</c> for "not there".
/// </summary>
internal static class Pattern
{
    public static bool Matches(JsonElement pattern, JsonElement value) => pattern.ValueKind switch
    {
        JsonValueKind.String when pattern.ValueEquals("*") => value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined),
        JsonValueKind.Object => value.ValueKind == JsonValueKind.Object && pattern.EnumerateObject().All(field => FieldMatches(field, value)),
        JsonValueKind.Array => value.ValueKind == JsonValueKind.Array
            && pattern.GetArrayLength() == value.GetArrayLength()
            && pattern.EnumerateArray().Zip(value.EnumerateArray()).All(pair => Matches(pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(pattern, value),
    };

    private static bool FieldMatches(JsonProperty field, JsonElement value) =>
        value.TryGetProperty(field.Name, out JsonElement found)
            ? !(field.Value.ValueKind == JsonValueKind.String && field.Value.ValueEquals("-")) && Matches(field.Value, found)
            : field.Value.ValueKind == JsonValueKind.String && field.Value.ValueEquals("-");
}
