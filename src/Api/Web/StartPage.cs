using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Web;

/// <summary>The page at <c>/</c>: what this is, and the way to the Player.</summary>
internal sealed class StartPage
{
    // The page has no script and loads nothing, and the browser is told so.
    private const string ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly string _html;

    /// <summary>Fills in what depends on the settings.</summary>
    public StartPage(IOptions<ServerOptions> options)
    {
        using Stream stream = typeof(StartPage).Assembly.GetManifestResourceStream("start.html")!;
        using StreamReader reader = new(stream);
        string port = options.Value.WebSocketPort.ToString(CultureInfo.InvariantCulture);
        _html = reader.ReadToEnd().Replace("{{WebSocketPort}}", port, StringComparison.Ordinal);
    }

    /// <summary>Answers a request.</summary>
    public IResult Show(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return Results.Content(_html, "text/html; charset=utf-8");
    }
}
