using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vod.Storage.Weather;

/// <summary>
/// The program: the first line it prints is <c>{"port":N}</c>; then it answers each line of its input, a <see cref="Command"/>, with the <see cref="RequestCounts"/> after it, or
/// with <c>{"error":"..."}</c>. It ends with its input.
/// </summary>
internal static class CommandLoop
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Runs it.</summary>
    public static async Task RunAsync(WeatherProxy proxy, TextReader input, TextWriter output)
    {
        await WriteAsync(output, new { proxy.Port });
        while (await input.ReadLineAsync() is { } line)
        {
            try
            {
                JsonSerializer.Deserialize<Command>(line, Json)?.RunOn(proxy);
                await WriteAsync(output, proxy.Log.Counts);
            }
            catch (JsonException exception)
            {
                await WriteAsync(output, new { Error = exception.Message });
            }
        }
    }

    private static async Task WriteAsync<T>(TextWriter output, T answer)
    {
        await output.WriteLineAsync(JsonSerializer.Serialize(answer, Json));
        await output.FlushAsync();
    }
}
