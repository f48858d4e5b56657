using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Vod.Api.Tests.Support;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Tests.Whep;

/// <summary>Which pages may use WHEP and WHIP when the settings name some.</summary>
public sealed class WhepOriginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/whep/a", "https://shop.example.com")]
    [InlineData("/whip/a", "http://SHOP.example.com:8080")]
    public async Task A_page_of_an_allowed_host_may_and_its_browser_is_told_so(string target, string origin)
    {
        await using ApiServer server = await StartAsync("!evil.example.com", "*.example.com");
        using WhepPlayer client = new(server);

        using HttpResponseMessage options = await SendAsync(client, HttpMethod.Options, target, origin);

        Assert.Equal(HttpStatusCode.OK, options.StatusCode);
        Assert.Equal(origin, Assert.Single(options.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("POST", Assert.Single(options.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
        Assert.Equal("Origin", Assert.Single(options.Headers.Vary));
        using HttpResponseMessage got = await SendAsync(client, HttpMethod.Get, target, origin);
        Assert.Equal(HttpStatusCode.NoContent, got.StatusCode);
        Assert.Contains("Location", Assert.Single(got.Headers.GetValues("Access-Control-Expose-Headers")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OPTIONS", "/whep/a", "https://other.example.net")]
    [InlineData("POST", "/whep/a", "https://other.example.net")]
    [InlineData("POST", "/whip/a", "https://evil.example.com")]
    [InlineData("OPTIONS", "/whip/a", "null")]
    [InlineData("DELETE", "/whip/a/00000000000000000000000000000000", "https://other.example.net")]
    public async Task A_page_of_another_host_may_not_and_gets_no_preflight(string method, string target, string origin)
    {
        await using ApiServer server = await StartAsync("!evil.example.com", "*.example.com");
        using WhepPlayer client = new(server);

        using HttpResponseMessage refused = await SendAsync(client, new HttpMethod(method), target, origin);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("\"OriginNotAllowed\"", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.False(refused.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(refused.Headers.Contains("Access-Control-Allow-Methods"));
    }

    [Fact]
    public async Task A_client_that_is_no_page_is_not_asked_where_it_is_from()
    {
        await using ApiServer server = await StartAsync("*.example.com");
        using WhepPlayer client = new(server);

        using HttpResponseMessage got = await SendAsync(client, HttpMethod.Get, "/whip/a", origin: null);

        Assert.Equal(HttpStatusCode.NoContent, got.StatusCode);
        Assert.False(got.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Without_a_list_all_pages_may()
    {
        await using ApiServer server = await StartAsync();
        using WhepPlayer client = new(server);

        using HttpResponseMessage got = await SendAsync(client, HttpMethod.Get, "/whip/a", "https://other.example.net");

        Assert.Equal(HttpStatusCode.NoContent, got.StatusCode);
        Assert.Equal("*", Assert.Single(got.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    private static Task<ApiServer> StartAsync(params string[] allowed) => ApiServer.StartAsync(
        configure: services => services.Configure<WebSocketSettings>(settings => Array.ForEach(allowed, settings.AllowedOrigins.Add)));

    private static async Task<HttpResponseMessage> SendAsync(WhepPlayer client, HttpMethod method, string target, string? origin)
    {
        using HttpRequestMessage request = new(method, target);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await client.Http.SendAsync(request, Token).WaitAsync(Patience.Limit, Token);
    }
}
