using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Rest.Support;

/// <summary>The paths of the API, from its own document.</summary>
internal static class RestPaths
{
    /// <summary>Everything that takes POST.</summary>
    public static async Task<IReadOnlyList<string>> PostAsync(ApiServer server)
    {
        using HttpClient http = server.CreateHttpClient();
        OpenApiContract contract = await OpenApiContract.LoadAsync(http);
        return [.. contract.Document.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("post", out _)).Select(path => path.Name)];
    }
}
