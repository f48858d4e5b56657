using System.Net;
using System.Security.Cryptography;
using System.Text;
using Vod.Api.Tests.Support;

namespace Vod.Api.Tests.Web;

public sealed class WhepPlayerPageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/whep-player/")]
    [InlineData("/whep-player/?stream=vod%3A%2F%2Fsample.mp4")]
    public async Task The_page_may_run_its_own_script_and_ask_its_own_server_and_no_more(string path)
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpClient http = server.CreateHttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        string page = await response.Content.ReadAsStringAsync(Token);
        string script = Assert.Single(page.Split("<script>").Skip(1)).Split("</script>")[0];
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith($"default-src 'none'; script-src 'sha256-{hash}'; ", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_loads_nothing_and_writes_no_markup_of_others()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpClient http = server.CreateHttpClient();
        string page = await http.GetStringAsync(new Uri("/whep-player/", UriKind.Relative), Token);
        foreach (string loads in (string[])[" src=", " href=", "import ", "http:", "https:", "innerHTML", "document.write", "eval("])
        {
            Assert.DoesNotContain(loads, page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_start_page_leads_to_it()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpClient http = server.CreateHttpClient();
        string page = await http.GetStringAsync(new Uri("/", UriKind.Relative), Token);
        Assert.Contains("href=\"/whep-player/?stream=vod%3A%2F%2Fsample.mp4\"", page, StringComparison.Ordinal);
    }
}
