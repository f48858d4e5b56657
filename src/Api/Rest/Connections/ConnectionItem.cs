using Vod.Api.Wcs.Connections;

namespace Vod.Api.Rest.Connections;

/// <summary>A WebSocket of this process. Neither the application's own object nor any token is shown.</summary>
internal sealed record ConnectionItem
{
    /// <summary>The application key; empty until the client has introduced itself.</summary>
    public required string AppKey { get; init; }

    /// <summary>Id of the connection; viewers have it as their <c>sessionId</c>.</summary>
    public required string SessionId { get; init; }

    /// <summary><c>ESTABLISHED</c>, or <c>PENDING</c> until the client has introduced itself.</summary>
    public required string Status { get; init; }

    /// <summary>The ways the client could play media, the preferred one first.</summary>
    public required IReadOnlyList<string> MediaProviders { get; init; }

    /// <summary>Version of the client's protocol.</summary>
    public required string ClientVersion { get; init; }

    /// <summary>The browser's word for its platform.</summary>
    public required string ClientOSVersion { get; init; }

    /// <summary>The browser's word for itself.</summary>
    public required string ClientBrowserVersion { get; init; }

    /// <summary>Address and port of the client. An addition to WCS.</summary>
    public required string RemoteAddress { get; init; }

    /// <summary>Address and port it reached. An addition to WCS.</summary>
    public required string LocalAddress { get; init; }

    /// <summary>When it was opened, in milliseconds since 1970.</summary>
    public required long CreateDate { get; init; }

    /// <summary>Describes a connection.</summary>
    public static ConnectionItem Of(WcsConnectionEntry entry)
    {
        // Read once: it may change meanwhile.
        WcsClientDescription client = entry.Client;
        return new ConnectionItem
        {
            AppKey = client.AppKey,
            SessionId = entry.Id,
            Status = client == WcsClientDescription.Unknown ? "PENDING" : "ESTABLISHED",
            MediaProviders = client.MediaProviders,
            ClientVersion = client.ClientVersion,
            ClientOSVersion = client.ClientOSVersion,
            ClientBrowserVersion = client.ClientBrowserVersion,
            RemoteAddress = entry.Addresses.Remote,
            LocalAddress = entry.Addresses.Local,
            CreateDate = entry.Created.ToUnixTimeMilliseconds(),
        };
    }
}
