using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Rest.Support;

/// <summary>Sends requests to the REST API; every answer must be one the OpenAPI document describes.</summary>
internal sealed class RestCaller(ApiServer server) : IDisposable
{
    private readonly HttpClient _http = server.CreateHttpClient();

    /// <summary>Sends a body as JSON; null for none at all.</summary>
    public Task<RestReply> PostAsync(string path, string? body, string? prefer = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : Json(Encoding.UTF8.GetBytes(body)), prefer);

    /// <summary>Sends bytes as JSON.</summary>
    public Task<RestReply> PostBytesAsync(string path, byte[] body) => SendAsync(HttpMethod.Post, path, Json(body));

    public Task<RestReply> GetAsync(string path, string? prefer = null) => SendAsync(HttpMethod.Get, path, content: null, prefer);

    public async Task<RestReply> SendAsync(HttpMethod method, string path, HttpContent? content, string? prefer = null)
    {
        using HttpRequestMessage request = new(method, path) { Content = content };
        if (prefer is not null)
        {
            request.Headers.TryAddWithoutValidation("Prefer", prefer);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken).WaitAsync(Patience.Limit);
        RestReply reply = await ReadAsync(response);
        Assert.DoesNotContain("   at ", reply.Text, StringComparison.Ordinal);
        (await OpenApiContract.LoadAsync(_http)).Check(method, path, reply);
        return reply;
    }

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static async Task<RestReply> ReadAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Dictionary<string, string> headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        bool isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
        return new RestReply(response.StatusCode, headers, text, isJson ? JsonElement.Parse(text) : null);
    }
}
