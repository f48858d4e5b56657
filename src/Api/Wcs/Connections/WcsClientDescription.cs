using System.Text.Json;
using Vod.Api.Wcs.Messages;

namespace Vod.Api.Wcs.Connections;

/// <summary>
/// What a client says about itself in <c>connection</c>, as far as an operator may see it. Left out are the app's own object, which may carry tokens, and all
/// that belongs to SIP accounts.
/// </summary>
/// <param name="AppKey">The application the page belongs to.</param>
/// <param name="ClientVersion">Version of the client's protocol.</param>
/// <param name="ClientOSVersion">The browser's word for its platform.</param>
/// <param name="ClientBrowserVersion">The browser's word for itself.</param>
/// <param name="MediaProviders">The ways it could play media, the preferred one first.</param>
internal sealed record WcsClientDescription(
    string AppKey, string ClientVersion, string ClientOSVersion, string ClientBrowserVersion, IReadOnlyList<string> MediaProviders)
{
    /// <summary>The application key of pages that give none.</summary>
    public const string DefaultAppKey = "defaultApp";

    /// <summary>A client that has not introduced itself.</summary>
    public static readonly WcsClientDescription Unknown = new("", "", "", "", []);

    /// <summary>Reads the argument of <c>connection</c>.</summary>
    public static WcsClientDescription Read(JsonElement connection) => new(
        JsonFields.TryGetText(connection, "appKey", out string? appKey) ? Shown(appKey) : DefaultAppKey,
        Shown(JsonFields.Text(connection, "clientVersion")),
        Shown(JsonFields.Text(connection, "clientOSVersion")),
        Shown(JsonFields.Text(connection, "clientBrowserVersion")),
        Providers(connection));

    private static string[] Providers(JsonElement connection) =>
        connection.ValueKind == JsonValueKind.Object && connection.TryGetProperty("mediaProviders", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Take(WcsLimits.MaxMediaProviders).Select(e => Shown(e.GetString()))]
            : [];

    // Anybody may say anything here; it is kept for as long as the connection lives and shown to operators.
    private static string Shown(string? text)
    {
        string kept = text is null ? "" : text[..Math.Min(text.Length, WcsLimits.MaxDescriptionLength)];
        return string.Concat(kept.Where(c => !char.IsControl(c)));
    }
}
