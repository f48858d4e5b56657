using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Vod.Api.Wcs.Messages;

/// <summary>Lenient access to the fields of an incoming object: a field that is missing or of another type has its default.</summary>
internal static class JsonFields
{
    /// <summary>A string field; false when it is missing or no string.</summary>
    public static bool TryGetText(JsonElement source, string name, [NotNullWhen(true)] out string? text)
    {
        text = source.ValueKind == JsonValueKind.Object && source.TryGetProperty(name, out JsonElement field) && field.ValueKind == JsonValueKind.String
            ? field.GetString()
            : null;
        return text is not null;
    }

    /// <summary>A string field, or null.</summary>
    public static string? Text(JsonElement source, string name) => TryGetText(source, name, out string? text) ? text : null;

    /// <summary>Whether a field is <c>true</c>.</summary>
    public static bool IsTrue(JsonElement source, string name) =>
        source.ValueKind == JsonValueKind.Object && source.TryGetProperty(name, out JsonElement field) && field.ValueKind == JsonValueKind.True;

    /// <summary>A whole number, also when written as a string or with a fraction, as pages do that pass URL parameters through; else 0.</summary>
    public static int Number(JsonElement source, string name)
    {
        if (source.ValueKind != JsonValueKind.Object || !source.TryGetProperty(name, out JsonElement field))
        {
            return 0;
        }

        string? written = field.ValueKind switch
        {
            JsonValueKind.Number => field.GetRawText(),
            JsonValueKind.String => field.GetString(),
            _ => null,
        };
        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.Abs(number) <= int.MaxValue
            ? (int)number
            : 0;
    }
}
