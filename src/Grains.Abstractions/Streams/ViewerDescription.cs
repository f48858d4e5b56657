namespace Vod.Grains.Abstractions.Streams;

/// <summary>A viewer as operators see it.</summary>
/// <param name="StreamKey">Key of the stream's grain.</param>
/// <param name="StreamName">The name it asked for.</param>
/// <param name="MediaSessionId">Its id.</param>
/// <param name="ConnectionId">The control connection it belongs to.</param>
/// <param name="Created">When its session was opened.</param>
/// <param name="Media">What it plays; null until media flows.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerDescription")]
public sealed record ViewerDescription(
    [property: Id(0)] string StreamKey,
    [property: Id(1)] string StreamName,
    [property: Id(2)] string MediaSessionId,
    [property: Id(3)] string ConnectionId,
    [property: Id(4)] DateTimeOffset Created,
    [property: Id(5)] StreamMedia? Media)
{
    /// <summary>Where it is sent on to by RTMP; null for a browser that watches.</summary>
    [Id(6)]
    public string? PushUrl { get; init; }

    /// <summary>How that stands; null for a browser that watches.</summary>
    [Id(7)]
    public StreamPush? Push { get; init; }
}
