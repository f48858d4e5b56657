using Vod.Grains.Abstractions.Streams;

namespace Vod.Grains.Nodes;

/// <summary>What a node has seen of a file.</summary>
/// <param name="File">What it consists of; null when it cannot be played.</param>
/// <param name="Failure">Why not.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.NodeInspection")]
internal sealed record NodeInspection([property: Id(0)] StreamMedia? File, [property: Id(1)] StreamEndReason Failure);
