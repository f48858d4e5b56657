using System.IO.Enumeration;

namespace Vod.Media.Host.Storage;

/// <summary>
/// The media folder with all folders below it. Names that begin with a dot are left out, as files that are still being copied often have such names; so are folders that are
/// links, which could lead in a circle: what is behind them can be played and found, but is not listed.
/// </summary>
/// <param name="root">The folder.</param>
internal sealed class LocalMediaFolder(string root) : IMediaFolder
{
    /// <summary>Files that are listed: as many as one answer of the REST API has.</summary>
    public const int MaxFiles = 10_000;

    private static readonly HashSet<string> Extensions = new([".mp4", ".m4v", ".m4a", ".mov", ".3gp", ".3g2", ".f4v", ".ismv", ".webm", ".mkv"], StringComparer.OrdinalIgnoreCase);

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        MaxRecursionDepth = AssetPath.MaxDepth,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <inheritdoc/>
    public FolderListing List()
    {
        try
        {
            string[] paths = [.. Names().Select(ToPath).Where(AssetPath.IsWellFormed).Order(StringComparer.Ordinal)];
            return new([.. paths.Take(MaxFiles).Select(Find).OfType<StoredFile>()], Math.Max(0, paths.Length - MaxFiles));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder itself is gone, or is not ours to read: then nothing in it can be played either.
            return new([], 0);
        }
    }

    /// <inheritdoc/>
    public StoredFile? Find(string path)
    {
        if (!AssetPath.IsWellFormed(path))
        {
            return null;
        }

        try
        {
            FileInfo named = new(Path.Join(_root, path));
            FileInfo? file = named.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target as FileInfo : named;
            return file is { Exists: true } ? new StoredFile(path, file.Length, file.LastWriteTimeUtc) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone between the two looks, a link in a circle, or not ours to see.
            return null;
        }
    }

    private FileSystemEnumerable<string> Names() => new(_root, static (ref FileSystemEntry entry) => entry.ToFullPath(), Everywhere)
    {
        ShouldIncludePredicate = static (ref FileSystemEntry entry) =>
            !entry.IsDirectory && Extensions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Path.GetExtension(entry.FileName)),
        ShouldRecursePredicate = static (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    private string ToPath(string file) => Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/');
}
