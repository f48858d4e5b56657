using System.Text.Json;

namespace Vod.Api.Tests.Rest.Support;

/// <summary>
/// As much of JSON Schema 2020-12 as the document uses; a keyword that is not known here is a problem itself. Stricter than the standard in one thing: an object must not
/// have properties its schema does not name, as those would be undocumented.
/// </summary>
internal static class JsonSchema
{
    private static readonly string[] Remarks = ["description", "format", "example", "title"];

    /// <summary>What is wrong with a value; nothing when it matches.</summary>
    public static IEnumerable<string> Problems(JsonElement document, JsonElement schema, JsonElement value, string at = "$")
    {
        JsonElement? properties = null;
        bool isOpen = false;
        foreach (JsonProperty keyword in schema.EnumerateObject().Where(keyword => !Remarks.Contains(keyword.Name)))
        {
            switch (keyword.Name)
            {
                case "properties":
                    properties = keyword.Value;
                    break;
                case "additionalProperties":
                    isOpen = true;
                    break;
                default:
                    foreach (string problem in OfKeyword(document, keyword, value, at))
                    {
                        yield return problem;
                    }

                    break;
            }
        }

        foreach (string problem in properties is { } known && value.ValueKind == JsonValueKind.Object ? OfProperties(document, known, isOpen, value, at) : [])
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> OfKeyword(JsonElement document, JsonProperty keyword, JsonElement value, string at) => keyword.Name switch
    {
        "$ref" => Problems(document, Resolve(document, keyword.Value.GetString()!), value, at),
        "type" => Types(keyword.Value).Any(type => IsOfType(type, value)) ? [] : [$"{at} is no {keyword.Value}"],
        "enum" => keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? [] : [$"{at} is none of {keyword.Value}"],
        "oneOf" => keyword.Value.EnumerateArray().Count(one => !Problems(document, one, value, at).Any()) == 1 ? [] : [$"{at} is not exactly one of its kinds"],
        "items" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => Problems(document, keyword.Value, item, $"{at}[{i}]")),
        "required" when value.ValueKind == JsonValueKind.Object =>
            keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at} has no {name}"),
        "items" or "required" => [],
        _ => [$"{at}: the keyword {keyword.Name} is not known to the tests"],
    };

    private static IEnumerable<string> OfProperties(JsonElement document, JsonElement known, bool isOpen, JsonElement value, string at) =>
        value.EnumerateObject().SelectMany(field =>
            known.TryGetProperty(field.Name, out JsonElement schema) ? Problems(document, schema, field.Value, $"{at}.{field.Name}")
            : isOpen ? []
            : (IEnumerable<string>)[$"{at}.{field.Name} is not documented"]);

    private static JsonElement Resolve(JsonElement document, string reference) =>
        reference.Split('/').Skip(1).Aggregate(document, (element, name) => element.GetProperty(name));

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!];

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => false,
    };
}
