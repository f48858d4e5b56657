namespace Vod.Api.Rest.Connections;

/// <summary>Which connections are meant: all that is given must match.</summary>
internal sealed record ConnectionQuery
{
    /// <summary>Id of the connection.</summary>
    public string? SessionId { get; init; }

    /// <summary>The application key.</summary>
    public string? AppKey { get; init; }

    /// <summary><c>ESTABLISHED</c> or <c>PENDING</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Version of the client's protocol.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The browser's word for its platform.</summary>
    public string? ClientOSVersion { get; init; }

    /// <summary>The browser's word for itself.</summary>
    public string? ClientBrowserVersion { get; init; }

    /// <summary>Address and port of the client.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>Whether a connection matches.</summary>
    public bool Matches(ConnectionItem item) =>
        RestFilter.Matches(SessionId, item.SessionId)
        && RestFilter.Matches(AppKey, item.AppKey)
        && RestFilter.Matches(Status, item.Status)
        && RestFilter.Matches(ClientVersion, item.ClientVersion)
        && RestFilter.Matches(ClientOSVersion, item.ClientOSVersion)
        && RestFilter.Matches(ClientBrowserVersion, item.ClientBrowserVersion)
        && RestFilter.Matches(RemoteAddress, item.RemoteAddress);
}
