using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Abstractions.Library;

/// <summary>A media file and how far it is prepared.</summary>
/// <param name="Path">Below the media folder, as behind "vod://".</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When it was last written.</param>
/// <param name="State">How far it is.</param>
/// <param name="Media">What it consists of; null when its index was not read yet, or it cannot be played.</param>
/// <param name="Picture">What is made of its picture.</param>
/// <param name="Sound">What is made of its sound.</param>
/// <param name="Problem">Why it cannot be played or prepared, or why preparing it stopped: one line; empty when nothing is wrong.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.MediaFile")]
public sealed record MediaFile(
    [property: Id(0)] string Path,
    [property: Id(1)] long Size,
    [property: Id(2)] DateTimeOffset Modified,
    [property: Id(3)] MediaFileState State,
    [property: Id(4)] StreamMedia? Media,
    [property: Id(5)] MediaChunks Picture,
    [property: Id(6)] MediaChunks Sound,
    [property: Id(7)] string Problem);
