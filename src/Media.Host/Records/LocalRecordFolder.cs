namespace Vod.Media.Host.Records;

/// <summary>A folder on the disk. Made when the first recording begins.</summary>
/// <param name="root">The folder.</param>
internal sealed class LocalRecordFolder(string root) : IRecordFolder
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <inheritdoc/>
    public long FreeBytes => new DriveInfo(Directory.CreateDirectory(_root).FullName).AvailableFreeSpace;

    /// <inheritdoc/>
    public IRecordFile Create(string name) => Open(name, FileMode.CreateNew);

    /// <inheritdoc/>
    public IRecordFile? TryOpen(string name)
    {
        try
        {
            return Open(name, FileMode.Open);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public bool Exists(string name) => File.Exists(PathOf(name));

    /// <inheritdoc/>
    public bool TryRename(string name, string newName)
    {
        try
        {
            File.Move(PathOf(name), PathOf(newName), overwrite: false);
            return true;
        }
        catch (IOException) when (Exists(newName))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <inheritdoc/>
    public void Probe()
    {
        if (Directory.Exists(_root))
        {
            File.OpenHandle(PathOf($".probe-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose).Dispose();
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FilesBeginningWith(string prefix) =>
        File.Exists(_root) ? throw new IOException("it is a file")
        : !Directory.Exists(_root) ? []
        : [.. new DirectoryInfo(_root).EnumerateFiles().Select(static file => file.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public string PathOf(string name) => Path.Join(_root, name);

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt(string name) => File.GetCreationTimeUtc(PathOf(name));

    /// <inheritdoc/>
    public DateTimeOffset WrittenAt(string name) => File.GetLastWriteTimeUtc(PathOf(name));

    // Nobody else may open it: whoever starts next sees by the lock whether the process that wrote it still lives.
    private LocalRecordFile Open(string name, FileMode mode) => new(File.OpenHandle(PathOf(name), mode, FileAccess.ReadWrite, FileShare.None, FileOptions.RandomAccess));
}
