namespace Vod.Api.Rest.Connections;

/// <summary>How much of a connection is to be logged.</summary>
internal sealed record LogLevelOrder
{
    /// <summary>Id of the connection.</summary>
    public string? SessionId { get; init; }

    /// <summary><c>TRACE</c> or <c>DEBUG</c> for the names of the client's messages, <c>INFO</c>, <c>WARN</c>, <c>ERROR</c> or <c>OFF</c> for the usual.</summary>
    public string? LogLevel { get; init; }
}
