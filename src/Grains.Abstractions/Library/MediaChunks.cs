namespace Vod.Grains.Abstractions.Library;

/// <summary>How much of a track is kept on disk.</summary>
/// <param name="Done">Chunks that are there.</param>
/// <param name="All">Chunks in all; 0 when nothing has to be made.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.MediaChunks")]
public readonly record struct MediaChunks([property: Id(0)] int Done, [property: Id(1)] int All);
