namespace Vod.Grains.Abstractions.Streams;

/// <summary>The viewers of one stream that one node carries; its publisher is one of them.</summary>
/// <param name="Node">The silo of the node, in its parsable form.</param>
/// <param name="Origin">What the stream is, so that a new activation can rebuild itself.</param>
/// <param name="Media">What its file consists of; null when no viewer has been answered yet.</param>
/// <param name="Viewers">Their media session ids.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.NodeViewerReport")]
public sealed record NodeViewerReport(
    [property: Id(0)] SiloAddress Node,
    [property: Id(1)] StreamOrigin Origin,
    [property: Id(2)] StreamMedia? Media,
    [property: Id(3)] IReadOnlyList<string> Viewers)
{
    /// <summary>Whether the node records the stream.</summary>
    [Id(4)]
    public bool IsRecorded { get; init; }

    /// <summary>Which of them are no browsers but send the stream on, and where to.</summary>
    [Id(5)]
    public IReadOnlyDictionary<string, string>? Pushes { get; init; }

    /// <summary>What the publisher has muted; of no meaning when he is on another node.</summary>
    [Id(6)]
    public StreamMute Mute { get; init; }
}
