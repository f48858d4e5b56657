namespace Vod.Grains.Abstractions.Streams;

/// <summary>A stream as operators see it.</summary>
/// <param name="LocalMediaSessionId">Server-side id of the stream.</param>
/// <param name="Uri">Where it comes from.</param>
/// <param name="Media">What it consists of; null until it plays.</param>
/// <param name="Viewers">How many watch it.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.VodStreamDescription")]
public sealed record VodStreamDescription(
    [property: Id(0)] string LocalMediaSessionId,
    [property: Id(1)] string Uri,
    [property: Id(2)] StreamMedia? Media,
    [property: Id(3)] int Viewers);
