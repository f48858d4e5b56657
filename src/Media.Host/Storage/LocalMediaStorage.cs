using Microsoft.Win32.SafeHandles;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage;

/// <summary>A folder of media files. Nothing outside it can be opened, whatever the path or the links in it.</summary>
internal sealed class LocalMediaStorage : IMediaStorage
{
    private readonly string _root;
    private readonly string _realRoot;

    /// <param name="root">The folder; it must exist.</param>
    public LocalMediaStorage(string root)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _realRoot = ResolveLinks(_root) ?? _root;
    }

    /// <inheritdoc/>
    public ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken) => new(Open(path));

    private StorageOpenResult Open(string path)
    {
        if (!AssetPath.IsWellFormed(path))
        {
            return StorageOpenResult.Failed(StorageOpenStatus.MalformedPath, "the path is not a plain relative path");
        }

        string requested = Path.Join(_root, path);
        try
        {
            string? real = ResolveLinks(requested);
            if (real is null || Directory.Exists(real))
            {
                return StorageOpenResult.Failed(StorageOpenStatus.NotFound, "no such file");
            }

            if (!real.StartsWith(_realRoot + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return StorageOpenResult.Failed(StorageOpenStatus.OutsideStorage, "a symbolic link leads out of the media folder");
            }

            return OpenFile(real);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        {
            return StorageOpenResult.Failed(StorageOpenStatus.NotFound, "no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return StorageOpenResult.Failed(StorageOpenStatus.Unreadable, exception.Message);
        }
    }

    private static StorageOpenResult OpenFile(string real)
    {
        // A pipe or a device would block the opening thread for ever; like an empty file they have no length.
        if (new FileInfo(real).Length == 0)
        {
            AssetKey empty = new(real, "empty", 0);
            return new(StorageOpenStatus.Opened, new EmptyContent(empty), "");
        }

        // Share everything: a file being played may be replaced; an open one keeps its bytes until the last viewer left.
        SafeFileHandle handle = File.OpenHandle(
            real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess);
        string version = File.GetLastWriteTimeUtc(handle).Ticks.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        AssetKey identity = new(real, version, RandomAccess.GetLength(handle));
        return new(StorageOpenStatus.Opened, new LocalFileContent(handle, identity), "");
    }

    /// <summary>The path with every link in it followed, or null when it does not exist.</summary>
    private static string? ResolveLinks(string path)
    {
        string resolved = Path.GetPathRoot(path)!;
        foreach (string name in path[resolved.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Join(resolved, name);
            FileSystemInfo? entry = Directory.Exists(next) ? new DirectoryInfo(next) : File.Exists(next) ? new FileInfo(next) : null;
            if (entry is null)
            {
                return null;
            }

            FileSystemInfo? target = entry.ResolveLinkTarget(returnFinalTarget: true);
            resolved = target is null ? next : ResolveLinks(target.FullName) ?? next;
        }

        return resolved;
    }
}
