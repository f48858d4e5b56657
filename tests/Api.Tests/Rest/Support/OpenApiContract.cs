using System.Globalization;
using System.Text.Json;
using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Rest.Support;

/// <summary>The OpenAPI document as a contract: an answer must be one of those it lists for the request, of the type and the schema it gives.</summary>
internal sealed class OpenApiContract(JsonElement document)
{
    private static readonly Lock Gate = new();
    private static Task<OpenApiContract>? _loaded;

    /// <summary>The document.</summary>
    public JsonElement Document { get; } = document;

    /// <summary>The contract every server of this program has.</summary>
    public static Task<OpenApiContract> LoadAsync(HttpClient http)
    {
        lock (Gate)
        {
            return _loaded ??= FetchAsync(http);
        }
    }

    /// <summary>Checks an answer. What belongs to no operation of the document is not looked at.</summary>
    public void Check(HttpMethod method, string path, RestReply reply)
    {
        if (!Document.GetProperty("paths").TryGetProperty(path.Split('?')[0], out JsonElement item) || !item.TryGetProperty(Verb(method), out JsonElement operation))
        {
            return;
        }

        string status = ((int)reply.Status).ToString(CultureInfo.InvariantCulture);
        Assert.True(operation.GetProperty("responses").TryGetProperty(status, out JsonElement response), $"{method} {path}: {status} is not in the document: {reply.Text}");
        if (!response.TryGetProperty("content", out JsonElement contents))
        {
            Assert.Equal("", reply.Text);
            return;
        }

        string type = reply.Headers["Content-Type"].Split(';')[0];
        Assert.True(contents.TryGetProperty(type, out JsonElement content), $"{method} {path}: {status} has the type {type}");
        if (reply.Json is { } json)
        {
            string[] problems = [.. JsonSchema.Problems(Document, content.GetProperty("schema"), json)];
            Assert.True(problems.Length == 0, $"{method} {path}: {string.Join("; ", problems)} in {reply.Text}");
        }
    }

    private static string Verb(HttpMethod method) => method.Method.ToLowerInvariant();

    private static async Task<OpenApiContract> FetchAsync(HttpClient http)
    {
        string text = await http.GetStringAsync(new Uri("/rest-api/openapi.json", UriKind.Relative), CancellationToken.None).WaitAsync(Patience.Limit);
        return new OpenApiContract(JsonElement.Parse(text));
    }
}
