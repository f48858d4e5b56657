namespace Vod.Grains.Abstractions.Streams;

/// <summary>A picture of a stream.</summary>
/// <param name="Outcome">Whether there is one.</param>
/// <param name="Png">The picture as a PNG file; empty unless taken.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StreamSnapshot")]
public sealed record StreamSnapshot([property: Id(0)] SnapshotOutcome Outcome, [property: Id(1)] ReadOnlyMemory<byte> Png);
