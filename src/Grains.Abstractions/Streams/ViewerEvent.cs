namespace Vod.Grains.Abstractions.Streams;

/// <summary>Something that happened to a viewer, or to the publisher of a stream; the last event of either is a <see cref="ViewerEnded"/>.</summary>
/// <param name="MediaSessionId">The viewer or publisher.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerEvent")]
public abstract record ViewerEvent([property: Id(0)] string MediaSessionId);
