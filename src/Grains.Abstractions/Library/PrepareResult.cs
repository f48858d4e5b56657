namespace Vod.Grains.Abstractions.Library;

/// <summary>What came of an order to prepare a file.</summary>
/// <param name="Outcome">Whether it is taken.</param>
/// <param name="File">The file after that; null when there is none.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.PrepareResult")]
public sealed record PrepareResult([property: Id(0)] PrepareOutcome Outcome, [property: Id(1)] MediaFile? File);
