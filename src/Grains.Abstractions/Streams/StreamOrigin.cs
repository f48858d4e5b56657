namespace Vod.Grains.Abstractions.Streams;

/// <summary>
/// What a stream is and always will be. It travels to the nodes with every viewer and comes back in their reports, so that an activation on another silo goes on
/// with the same stream.
/// </summary>
/// <param name="LocalMediaSessionId">Server-side id of this run of the stream: started again under the same name, it gets another.</param>
/// <param name="Name">The name viewers play it by; of a personal stream its URI.</param>
/// <param name="Uri">Where it comes from, such as "vod-live://films/a.mp4"; of a published stream its name.</param>
/// <param name="Created">When it came to be.</param>
/// <param name="Timeline">The timeline its viewers share; null for a personal or a published stream.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StreamOrigin")]
public sealed record StreamOrigin(
    [property: Id(0)] string LocalMediaSessionId,
    [property: Id(1)] string Name,
    [property: Id(2)] string Uri,
    [property: Id(3)] DateTimeOffset Created,
    [property: Id(4)] StreamTimeline? Timeline)
{
    /// <summary>Who publishes it; null for a stream of a file.</summary>
    [Id(5)]
    public StreamPublication? Publication { get; init; }

    /// <summary>Whether many viewers watch it in step.</summary>
    public bool IsShared => Timeline is not null || Publication is not null;
}
