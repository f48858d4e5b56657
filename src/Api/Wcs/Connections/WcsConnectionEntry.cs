namespace Vod.Api.Wcs.Connections;

/// <summary>An open connection in the table. It changes once, when the client introduces itself.</summary>
/// <param name="id">Id of the connection.</param>
/// <param name="addresses">Its two ends.</param>
/// <param name="mailbox">Brings orders to its session.</param>
/// <param name="created">When it was opened.</param>
internal sealed class WcsConnectionEntry(string id, WcsAddresses addresses, WcsMailbox mailbox, DateTimeOffset created)
{
    private volatile WcsClientDescription _client = WcsClientDescription.Unknown;

    /// <summary>Id of the connection; viewers carry it.</summary>
    public string Id { get; } = id;

    /// <summary>Its two ends.</summary>
    public WcsAddresses Addresses { get; } = addresses;

    /// <summary>When it was opened.</summary>
    public DateTimeOffset Created { get; } = created;

    /// <summary>What the client says about itself.</summary>
    public WcsClientDescription Client => _client;

    /// <summary>Whether the client has introduced itself.</summary>
    public bool IsEstablished => _client != WcsClientDescription.Unknown;

    /// <summary>The client has introduced itself.</summary>
    public void Establish(WcsClientDescription client) => _client = client;

    /// <summary>Orders the end of the connection: its streams are freed, its socket is closed. False when it is over already.</summary>
    public ValueTask<bool> EndAsync() => mailbox.PostAsync(static session => session.End(WcsEndReason.Terminated));

    /// <summary>Orders that the client's messages are logged, or no longer. False when the connection is over.</summary>
    public ValueTask<bool> LogMessagesAsync(bool wanted) => mailbox.PostAsync(session => session.LogsMessages = wanted);
}
