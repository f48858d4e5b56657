using System.Net;
using System.Text.Json;
using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Rest.Support;

/// <summary>An answer of the REST API.</summary>
internal sealed record RestReply(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text, JsonElement? Json)
{
    /// <summary>The message of the error object; null when there is none.</summary>
    public string? Message => Json is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("message", out JsonElement message) ? message.GetString() : null;

    /// <summary>It must be this status, with an empty body.</summary>
    public void IsEmpty(HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.Equal((status, ""), (Status, Text));
        Assert.Equal("0", Headers["Content-Length"]);
    }

    /// <summary>It must be 200 with at least what the pattern says.</summary>
    public void Is(string pattern)
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Text}");
        using JsonDocument wanted = JsonDocument.Parse(pattern);
        Assert.True(Json is { } json && Pattern.Matches(wanted.RootElement, json), $"Expected {pattern}\nbut got  {Text}");
    }

    /// <summary>It must be this failure, told by the error object.</summary>
    public void IsFailure(HttpStatusCode status, string? message = null)
    {
        Assert.True(Status == status, $"{Status} instead of {status}: {Text}");
        Assert.Equal((int)status, Json!.Value.GetProperty("status").GetInt32());
        if (message is not null)
        {
            Assert.Equal(message, Message);
        }
    }

    /// <summary>The values of a field of the items of a list, separated by blanks.</summary>
    public string All(string field) => string.Join(' ', Json!.Value.EnumerateArray().Select(item => item.GetProperty(field).ToString()));
}
