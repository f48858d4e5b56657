using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Vod.Api.Web;

/// <summary>The page at <c>/whep-player/</c>: a player without a library, for people to watch with and for developers to copy.</summary>
internal sealed class WhepPlayerPage
{
    private const string ScriptBegin = "<script>";
    private const string ScriptEnd = "</script>";
    private readonly string _html;
    private readonly string _contentSecurityPolicy;

    /// <summary>Reads the page and allows its own script, and no other, to run.</summary>
    public WhepPlayerPage()
    {
        using Stream stream = typeof(WhepPlayerPage).Assembly.GetManifestResourceStream("whep-player.html")!;
        using StreamReader reader = new(stream);
        _html = reader.ReadToEnd();
        string script = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(ScriptOf(_html))));
        _contentSecurityPolicy =
            $"default-src 'none'; script-src 'sha256-{script}'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// <summary>Answers a request.</summary>
    public IResult Show(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = _contentSecurityPolicy;
        return Results.Content(_html, "text/html; charset=utf-8");
    }

    private static string ScriptOf(string html)
    {
        int begin = html.IndexOf(ScriptBegin, StringComparison.Ordinal) + ScriptBegin.Length;
        return html[begin..html.IndexOf(ScriptEnd, begin, StringComparison.Ordinal)];
    }
}
