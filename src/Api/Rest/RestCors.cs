using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Rest;

/// <summary>
/// The headers that let pages of other origins call the API. ASP.NET's own CORS leaves them out of answers to requests without an Origin, and WCS does not; apart
/// from that the settings are headers, word for word, as they are in WCS.
/// </summary>
internal sealed class RestCors(IOptions<RestOptions> options)
{
    private readonly (string Name, string Value)[] _always = [.. Headers(options.Value, preflight: false)];
    private readonly (string Name, string Value)[] _preflight = [.. Headers(options.Value, preflight: true)];

    /// <summary>Adds the headers of an answer.</summary>
    public void Apply(HttpContext context) => Set(context.Response.Headers, _always);

    /// <summary>Answers the question of a browser whether it may send a request.</summary>
    public void AnswerPreflight(HttpContext context)
    {
        Set(context.Response.Headers, _preflight);
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentLength = 0;
    }

    private static IEnumerable<(string Name, string Value)> Headers(RestOptions options, bool preflight)
    {
        if (options.AccessControlHeaders.Count > 0)
        {
            return options.AccessControlHeaders.Select(header => header.Split(':', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0].Trim(), parts[1].Trim()));
        }

        (string Name, string Value)[] origin = [("Access-Control-Allow-Origin", options.AllowOrigin)];
        (string Name, string Value)[] others = [("Access-Control-Allow-Headers", options.AllowHeaders), ("Access-Control-Allow-Methods", options.AllowMethods)];
        return (preflight ? origin.Concat(others) : origin).Where(header => header.Value.Length > 0);
    }

    private static void Set(IHeaderDictionary headers, (string Name, string Value)[] values)
    {
        foreach ((string name, string value) in values)
        {
            headers[name] = value;
        }
    }
}
