using System.Security.Cryptography;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Vod.Api.Rest.Documentation;

/// <summary>The page that shows the OpenAPI document. All it needs comes from this server, and the browser is told to load nothing else.</summary>
internal static class ReferencePage
{
    /// <summary>Where it is.</summary>
    public const string Path = Prefix + "/";

    private const string Prefix = RestMiddleware.Path + "/reference";
    private const int NonceBytes = 16;

    /// <summary>Adds the page and its scripts.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapScalarApiReference(Prefix, static (options, context) =>
    {
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy(nonce);
        options.WithNonce(nonce);
        options.Title = "Vod REST API";
        options.OpenApiRoutePattern = RestDocumentation.Path;
        options.DynamicBaseServerUrl = false;

        // What leads out of this server: fonts, usage reports, a chat, and offers of the maker of the page.
        options.DefaultFonts = false;
        options.Telemetry = false;
        options.DisableAgent();
        options.HideDeveloperTools();
        options.HideClientButton = true;
    });

    // Styles are set from scripts all over that page; scripts are only those with the nonce.
    private static string ContentSecurityPolicy(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}' 'self'; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
