namespace Vod.Grains.Abstractions.Streams;

/// <summary>What came of starting a shared stream.</summary>
/// <param name="Outcome">Whether it runs.</param>
/// <param name="Failure">Why the file cannot be played; only of <see cref="StartupOutcome.Failed"/>.</param>
/// <param name="Stream">The stream; only of <see cref="StartupOutcome.Started"/>.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StartupResult")]
public sealed record StartupResult(
    [property: Id(0)] StartupOutcome Outcome,
    [property: Id(1)] StreamEndReason? Failure = null,
    [property: Id(2)] VodStreamDescription? Stream = null);
