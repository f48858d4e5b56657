using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;

namespace Vod.Api.Web;

/// <summary>
/// The finished recordings of a folder: files right in it, with the endings that recordings have, whose names do not begin with a dot, as those of recordings that still run
/// do. A link is followed only within the folder.
/// </summary>
/// <param name="path">The folder; it need not exist yet.</param>
internal sealed class RecordFiles(string path) : IFileProvider
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    /// <summary>Type of a recording by its name; null for what is none.</summary>
    public static string? TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".mp4" => "video/mp4",
        ".webm" => "video/webm",
        _ => null,
    };

    /// <inheritdoc/>
    public IFileInfo GetFileInfo(string subpath)
    {
        string name = subpath.StartsWith('/') ? subpath[1..] : subpath;
        return Find(name) is { } file ? new PhysicalFileInfo(file) : new NotFoundFileInfo(name);
    }

    /// <summary>The file of a recording; null when there is none of that name.</summary>
    public FileInfo? Find(string name) => IsName(name) ? Find(new FileInfo(Path.Join(_root, name))) : null;

    /// <summary>Names of the recordings, in their order; none before the folder is made.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public IReadOnlyList<string> List() =>
        File.Exists(_root) ? throw new IOException("it is a file")
        : !Directory.Exists(_root) ? []
        : [.. Directory.EnumerateFiles(_root).Select(static path => Path.GetFileName(path)).Where(IsName).Order(StringComparer.Ordinal)];

    /// <summary>Deletes a recording that <see cref="Find(string)"/> has found.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be deleted.</exception>
    public void Delete(string name) => File.Delete(Path.Join(_root, name));

    /// <inheritdoc/>
    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    /// <inheritdoc/>
    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private static bool IsName(string name) => name.Length > 0 && name[0] != '.' && !name.AsSpan().ContainsAny('/', '\\', '\0') && TypeOf(name) is not null;

    private FileInfo? Find(FileInfo named)
    {
        try
        {
            FileInfo? file = named.ResolveLinkTarget(returnFinalTarget: true) is { } target ? target as FileInfo : named;
            return file is { Exists: true } && file.DirectoryName == _root ? file : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A link in a circle, or gone between two looks.
            return null;
        }
    }
}
