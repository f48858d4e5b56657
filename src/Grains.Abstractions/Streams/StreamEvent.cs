namespace Vod.Grains.Abstractions.Streams;

/// <summary>What a publisher, or an operator, tells all viewers of a stream.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">A JSON value, verbatim; null without one.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StreamEvent")]
public sealed record StreamEvent([property: Id(0)] StreamEventKind Kind, [property: Id(1)] string? Payload = null);
