using Microsoft.AspNetCore.Http;
using Vod.ServiceDefaults.Settings;

namespace Vod.Api.Whep;

/// <summary>Header fields of WHEP responses.</summary>
internal static class WhepHeaders
{
    /// <summary>Media type of offers and answers (RFC 8866).</summary>
    public const string Sdp = "application/sdp";

    /// <summary>Media type of ICE fragments (RFC 8840 section 9).</summary>
    public const string Fragment = "application/trickle-ice-sdpfrag";

    private const string EndpointMethods = "POST, GET, HEAD, OPTIONS";
    private const string SessionMethods = "PATCH, DELETE, GET, HEAD, OPTIONS";

    // A day; browsers shorten it to what they allow.
    private const string PreflightSeconds = "86400";

    /// <summary>What every response has: what pages may read of it, if they may read it, and nobody keeps it.</summary>
    public static void AddGeneral(IHeaderDictionary headers)
    {
        headers.AccessControlExposeHeaders = "Location, Link, ETag, Retry-After, Allow, Accept-Post, Accept-Patch";
        headers.CacheControl = "no-store";
    }

    /// <summary>What a target can do, for OPTIONS and for 405.</summary>
    public static void AddAllow(IHeaderDictionary headers, WhepTarget target) => headers.Allow = MethodsOf(target);

    /// <summary>What a target takes, for OPTIONS and for 415.</summary>
    public static void AddAccept(IHeaderDictionary headers, WhepTarget target)
    {
        if (target.Session is null)
        {
            headers["Accept-Post"] = Sdp;
        }
        else
        {
            headers["Accept-Patch"] = Fragment;
        }
    }

    /// <summary>What a browser asks before it sends a request of a page of another origin. The answer is the same for all who may.</summary>
    public static void AddPreflight(IHeaderDictionary headers, WhepTarget target)
    {
        headers.AccessControlAllowMethods = MethodsOf(target);
        headers.AccessControlAllowHeaders = "Authorization, Content-Type, If-Match";
        headers.AccessControlMaxAge = PreflightSeconds;
    }

    /// <summary>The field that names a STUN or TURN server (RFC 9725 section 4.6).</summary>
    public static string LinkOf(IceServer server) => server.Username is null
        ? $"<{server.Url}>; rel=\"ice-server\""
        : $"<{server.Url}>; rel=\"ice-server\"; username={Quoted(server.Username)}; credential={Quoted(server.Credential!)}; credential-type=\"password\"";

    private static string MethodsOf(WhepTarget target) => target.Session is null ? EndpointMethods : SessionMethods;

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
