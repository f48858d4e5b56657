namespace Vod.Media.Host.Storage;

/// <summary>One version of a file of the media folder, as the folder shows it without opening it. Another content makes another size or time.</summary>
/// <param name="Path">Below the folder, with slashes; what viewers write.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When it was last written.</param>
internal readonly record struct StoredFile(string Path, long Size, DateTimeOffset Modified);
