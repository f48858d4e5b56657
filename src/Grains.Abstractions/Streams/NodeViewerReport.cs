namespace Vod.Grains.Abstractions.Streams;

/// <summary>The viewers of one stream that one node carries.</summary>
/// <param name="Node">The silo of the node, in its parsable form.</param>
/// <param name="Uri">Where the stream comes from, so that a new activation can rebuild itself.</param>
/// <param name="Viewers">Their media session ids.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.NodeViewerReport")]
public sealed record NodeViewerReport(
    [property: Id(0)] SiloAddress Node,
    [property: Id(1)] string Uri,
    [property: Id(2)] IReadOnlyList<string> Viewers);
