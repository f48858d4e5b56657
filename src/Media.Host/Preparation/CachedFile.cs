using System.IO.Enumeration;

namespace Vod.Media.Host.Preparation;

/// <summary>A file of the cache folder.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="LastUse">When it was last written or read, in ticks of UTC.</param>
internal readonly record struct CachedFile(string Path, long Bytes, long LastUse)
{
    /// <summary>What the name of a file ends in that is still being written.</summary>
    public const string TemporarySuffix = ".tmp";

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>Whether it is still being written, or was when its writer died.</summary>
    public bool IsTemporary => Path.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    /// <summary>All files of a folder and those below it. One that is renamed or deleted meanwhile is no problem: it is given as empty, or not at all.</summary>
    /// <exception cref="IOException">The folder is not there or cannot be read.</exception>
    public static IEnumerable<CachedFile> Below(string folder) =>
        new FileSystemEnumerable<CachedFile>(folder, static (ref entry) => new(entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc.UtcTicks), Everything)
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
        };

    /// <summary>Deletes a file. What cannot be deleted is tried again at the next start or the next eviction.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
