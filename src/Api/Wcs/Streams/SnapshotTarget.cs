namespace Vod.Api.Wcs.Streams;

/// <summary>What a page wants a picture of.</summary>
/// <param name="MediaSessionId">The id the answer goes to.</param>
/// <param name="Key">Key of the stream's grain.</param>
/// <param name="Viewer">The viewer whose picture is wanted; null for that of the stream.</param>
internal readonly record struct SnapshotTarget(string MediaSessionId, string Key, string? Viewer);
