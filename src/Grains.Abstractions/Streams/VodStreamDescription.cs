namespace Vod.Grains.Abstractions.Streams;

/// <summary>A stream as operators see it.</summary>
/// <param name="Key">Key of its grain.</param>
/// <param name="Origin">What it is.</param>
/// <param name="Media">What it consists of; null until a node has opened the file, or the publisher has sent something.</param>
/// <param name="Viewers">How many watch it.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.VodStreamDescription")]
public sealed record VodStreamDescription(
    [property: Id(0)] string Key,
    [property: Id(1)] StreamOrigin Origin,
    [property: Id(2)] StreamMedia? Media,
    [property: Id(3)] int Viewers)
{
    /// <summary>Whether it is being recorded.</summary>
    [Id(4)]
    public bool IsRecorded { get; init; }

    /// <summary>What its publisher has muted.</summary>
    [Id(5)]
    public StreamMute Mute { get; init; }
}
