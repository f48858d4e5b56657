using Vod.Api.Wcs.Connections;

namespace Vod.Api.Rest.Connections;

/// <summary>What <c>/rest-api/connection/</c> does with the WebSockets of this process.</summary>
internal sealed class ConnectionMethods(WcsConnectionTable connections)
{
    private const string Nothing = "Connection not found";
    private static readonly RestAnswer WhichOne = RestAnswer.BadRequest("The sessionId is needed");

    /// <summary>Lists the connections that match.</summary>
    public Task<RestAnswer> FindAsync(ConnectionQuery query) =>
        Task.FromResult(RestAnswer.OfList([.. connections.List().Select(ConnectionItem.Of).Where(query.Matches)], Nothing));

    /// <summary>Closes a connection and frees its streams. The first who asks gets it; it is not listed any more from then on.</summary>
    public async Task<RestAnswer> TerminateAsync(ConnectionOrder order)
    {
        if (order.SessionId is null)
        {
            return WhichOne;
        }

        return connections.Find(order.SessionId) is { } entry && connections.Remove(entry) && await entry.EndAsync()
            ? RestAnswer.Done
            : RestAnswer.NotFound(Nothing);
    }

    /// <summary>Has the messages of a client logged, or no longer.</summary>
    public async Task<RestAnswer> SetLogLevelAsync(LogLevelOrder order)
    {
        bool? wanted = order.LogLevel switch
        {
            "TRACE" or "DEBUG" => true,
            "INFO" or "WARN" or "ERROR" or "OFF" => false,
            _ => null,
        };
        if (order.SessionId is null || wanted is null)
        {
            return order.SessionId is null ? WhichOne : RestAnswer.BadRequest("The logLevel must be TRACE, DEBUG, INFO, WARN, ERROR or OFF");
        }

        return connections.Find(order.SessionId) is { } entry && await entry.LogMessagesAsync(wanted.Value) ? RestAnswer.Done : RestAnswer.NotFound(Nothing);
    }
}
