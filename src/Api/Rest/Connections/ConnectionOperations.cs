namespace Vod.Api.Rest.Connections;

/// <summary>The methods of <c>/rest-api/connection/</c> as callers see them.</summary>
internal sealed class ConnectionOperations(ConnectionMethods methods, RestGates gates) : IRestOperations
{
    private const string Item = """
        [{"appKey":"defaultApp","sessionId":"6f0d8fd2-6a55-4d1f-9a3e-0f6b1f0d4a11","status":"ESTABLISHED","mediaProviders":["WebRTC","MSE","WSPlayer"],"clientVersion":"2.0",
        "clientOSVersion":"5.0 (X11; Linux x86_64)","clientBrowserVersion":"Mozilla/5.0","remoteAddress":"127.0.0.1:51309","localAddress":"127.0.0.1:8080",
        "createDate":1760000000000}]
        """;

    /// <inheritdoc/>
    public string Summary => "The WebSockets of the process that is asked";

    /// <inheritdoc/>
    public IEnumerable<RestOperation> All =>
    [
        new RestOperation<ConnectionQuery>(methods.FindAsync)
        {
            Name = "connection/find",
            Summary = "Lists the connections that match all that is given",
            Gate = gates.Listings,
            Answer = typeof(ConnectionItem[]),
            RequestExample = """{"clientVersion":"2.0"}""",
            AnswerExample = Item,
            Failures = RestFailures.NotFound,
        },
        new RestOperation<NoParameters>(_ => methods.FindAsync(new ConnectionQuery()))
        {
            Name = "connection/find_all",
            Summary = "Lists all connections",
            Gate = gates.Listings,
            AlsoGet = true,
            Answer = typeof(ConnectionItem[]),
            AnswerExample = Item,
            Failures = RestFailures.NotFound,
        },
        new RestOperation<ConnectionOrder>(methods.TerminateAsync)
        {
            Name = "connection/terminate",
            Summary = "Closes a connection and frees its streams",
            Gate = gates.Ordinary,
            RequestExample = """{"sessionId":"6f0d8fd2-6a55-4d1f-9a3e-0f6b1f0d4a11"}""",
            Failures = RestFailures.NotFound,
        },
        new RestOperation<LogLevelOrder>(methods.SetLogLevelAsync)
        {
            Name = "connection/set_log_level",
            Summary = "Has the names of a client's messages logged (TRACE, DEBUG), or no longer (INFO, WARN, ERROR, OFF)",
            Gate = gates.Ordinary,
            RequestExample = """{"sessionId":"6f0d8fd2-6a55-4d1f-9a3e-0f6b1f0d4a11","logLevel":"DEBUG"}""",
            Failures = RestFailures.NotFound,
        },
    ];
}
