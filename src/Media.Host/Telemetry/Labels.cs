using System.Text.Json;

namespace Vod.Media.Host.Telemetry;

/// <summary>Labels whose values are the members of an enumeration: a closed set, written the way metrics are.</summary>
internal static class Labels
{
    /// <summary>One label for every member, in their order, which is that of their numbers.</summary>
    public static KeyValuePair<string, object?>[] Of<TEnum>(string key)
        where TEnum : struct, Enum =>
        [.. Enum.GetNames<TEnum>().Select(name => new KeyValuePair<string, object?>(key, JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];
}
