namespace Vod.Media.Engine;

/// <summary>The files of a node at one moment.</summary>
/// <param name="Files">In the order of their paths.</param>
/// <param name="LeftOff">Files that are there and not listed, because there are too many.</param>
public sealed record LibraryListing(IReadOnlyList<LibraryFile> Files, int LeftOff);
