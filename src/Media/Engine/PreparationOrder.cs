namespace Vod.Media.Engine;

/// <summary>What came of an order to prepare a file.</summary>
/// <param name="Outcome">Whether it is taken.</param>
/// <param name="File">The file after that; null when there is none.</param>
public sealed record PreparationOrder(PreparationOrderOutcome Outcome, LibraryFile? File);
