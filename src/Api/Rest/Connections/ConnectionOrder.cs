namespace Vod.Api.Rest.Connections;

/// <summary>A connection something is to be done with.</summary>
internal sealed record ConnectionOrder
{
    /// <summary>Id of the connection.</summary>
    public string? SessionId { get; init; }
}
