namespace Vod.Media.Host.Storage;

/// <summary>The media files of a folder.</summary>
/// <param name="Files">In the order of their paths, letter by letter.</param>
/// <param name="LeftOff">Files beyond those that are listed.</param>
internal sealed record FolderListing(IReadOnlyList<StoredFile> Files, int LeftOff);
