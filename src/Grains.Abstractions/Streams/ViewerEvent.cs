namespace Vod.Grains.Abstractions.Streams;

/// <summary>Something that happened to a viewer; the last event of a viewer is a <see cref="ViewerEnded"/>.</summary>
/// <param name="MediaSessionId">The viewer.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.ViewerEvent")]
public abstract record ViewerEvent([property: Id(0)] string MediaSessionId);
