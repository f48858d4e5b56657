namespace Vod.Api.Rest.Pushes;

/// <summary>What is sent on and is meant.</summary>
internal sealed record PushOrder
{
    /// <summary>The id that <c>push/startup</c> has answered.</summary>
    public string? MediaSessionId { get; init; }
}
