using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Whep;

/// <summary>Which pages may play over WHEP and publish over WHIP: those that may open a WebSocket. A client that sends no <c>Origin</c> is no page, and the list is about pages.</summary>
internal sealed class WhepOrigins(IOptions<WebSocketSettings> settings)
{
    private readonly OriginList _allowed = new(settings.Value.AllowedOrigins);
    private readonly bool _allowsAll = settings.Value.AllowedOrigins.Count == 0;

    /// <summary>Whether the client may go on; a page that may is told so in the response, as its browser asks for that.</summary>
    public bool Admits(HttpContext context)
    {
        string? origin = context.Request.Headers.Origin;
        IHeaderDictionary headers = context.Response.Headers;
        if (_allowsAll)
        {
            headers.AccessControlAllowOrigin = "*";
            return true;
        }

        headers.Vary = HeaderNames.Origin;
        if (origin is null)
        {
            return true;
        }

        bool isAllowed = _allowed.Allows(OriginList.HostOf(origin));
        if (isAllowed)
        {
            headers.AccessControlAllowOrigin = origin;
        }

        return isAllowed;
    }
}
