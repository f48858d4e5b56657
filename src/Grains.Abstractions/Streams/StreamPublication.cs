namespace Vod.Grains.Abstractions.Streams;

/// <summary>Who publishes a stream.</summary>
/// <param name="MediaSessionId">The publisher's id of its stream.</param>
/// <param name="ConnectionId">The control connection it belongs to.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StreamPublication")]
public sealed record StreamPublication([property: Id(0)] string MediaSessionId, [property: Id(1)] string ConnectionId)
{
    /// <summary>Where it is sent on to by RTMP as soon as it can be; null: nowhere.</summary>
    [Id(2)]
    public string? PushUrl { get; init; }
}
