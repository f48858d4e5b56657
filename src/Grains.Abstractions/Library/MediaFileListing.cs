namespace Vod.Grains.Abstractions.Library;

/// <summary>The media files of a node at one moment.</summary>
/// <param name="Files">In the order of their paths.</param>
/// <param name="LeftOff">Files that are there and not listed, because there are too many.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.MediaFileListing")]
public sealed record MediaFileListing([property: Id(0)] IReadOnlyList<MediaFile> Files, [property: Id(1)] int LeftOff);
