using Microsoft.Extensions.Logging;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// Prepared media on disk: <c>folder/asset/variant/file</c>. Losing any of it costs only the work of making it again, so nothing
/// here fails: what cannot be read is not there, and what cannot be written is not kept.
/// </summary>
/// <remarks>
/// A file appears under its name complete or not at all (written aside, then renamed); it is not forced to the disk, because readers
/// check the digest in it. Several processes may share a folder: they make the same bytes. The time of a file, and that of an asset's folder, is that of its last use, so a
/// restart knows what is old.
/// </remarks>
internal sealed partial class AssetCache
{
    // One in twenty bytes is kept free for what somebody waits for.
    private const int SpareDivisor = 20;

    // Whatever wrote a file aside this long ago is dead.
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromHours(1);

    // One deletes at a time: two would delete twice as much as is needed.
    private readonly Lock _evicting = new();
    private readonly AssetLedger _assets;
    private readonly string _root;
    private readonly long _maxBytes;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private int _warned;

    private AssetCache(PreparationOptions options, TimeProvider clock, ILogger logger)
    {
        _root = Path.GetFullPath(options.CacheDirectory);
        _maxBytes = options.MaxCacheBytes;
        _clock = clock;
        _assets = new AssetLedger(clock);
        _logger = logger;
    }

    /// <summary>Tells what is being played just now, which goes last. Asked by any thread before anything is deleted.</summary>
    public Func<IReadOnlyCollection<AssetKey>> Played { private get; set; } = static () => [];

    /// <summary>Bytes of all files.</summary>
    public long Bytes => _assets.Bytes;

    /// <summary>
    /// Whether there is room for what nobody waits for: 95 % of the limit are not taken. Evictions go down to 90 %, so there is some after each, and what is made in advance
    /// never has anything deleted.
    /// </summary>
    public bool HasSpareRoom => Bytes < _maxBytes - (_maxBytes / SpareDivisor);

    /// <summary>Makes the folder if need be, counts what is in it and brings it under the limit.</summary>
    public static AssetCache Open(PreparationOptions options, TimeProvider clock, ILogger<AssetCache> logger)
    {
        AssetCache cache = new(options, clock, logger);
        try
        {
            Directory.CreateDirectory(cache._root);
            cache.Scan();
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            cache.Warn(exception);
        }

        cache.Evict();
        return cache;
    }

    /// <summary>Bytes of the files of an asset. As long as it stays the same, so do they.</summary>
    public long BytesOf(AssetKey key) => _assets.BytesOf(key.ToFolderName());

    /// <summary>Whether a file is there; it may be damaged.</summary>
    public bool Contains(AssetKey key, string variant, string name) => File.Exists(Path.Combine(_root, key.ToFolderName(), variant, name));

    /// <summary>Names of the files of a variant; none when the folder cannot be read.</summary>
    public IReadOnlySet<string> NamesOf(AssetKey key, string variant)
    {
        try
        {
            DirectoryInfo folder = new(Path.Combine(_root, key.ToFolderName(), variant));
            return folder.Exists ? folder.EnumerateFiles().Select(static file => file.Name).ToHashSet(StringComparer.Ordinal) : [];
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return new HashSet<string>();
        }
    }

    /// <summary>The content of a file, or null when it is not there, cannot be read, or is longer than it can be.</summary>
    public async Task<byte[]?> ReadAsync(AssetKey key, string variant, string name, int maxLength, CancellationToken cancellation)
    {
        string asset = key.ToFolderName();
        string path = Path.Combine(_root, asset, variant, name);
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path, options: FileOptions.Asynchronous);
            long length = RandomAccess.GetLength(file);
            if (length > maxLength)
            {
                return [];
            }

            byte[] content = new byte[length];
            int read = 0;
            int portion;
            while ((portion = await RandomAccess.ReadAsync(file, content.AsMemory(read), read, cancellation)) > 0)
            {
                read += portion;
            }

            _assets.TryUse(asset);
            TrySetTime(File.SetLastWriteTimeUtc, path);
            return content[..read];
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return null;
        }
    }

    /// <summary>Keeps a file if it can. One warning is logged for all that cannot be kept.</summary>
    public async Task WriteAsync(
        AssetKey key, string variant, string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        string asset = key.ToFolderName();
        string folder = Path.Combine(_root, asset, variant);
        string target = Path.Combine(folder, name);
        string aside = $"{target}.{Guid.NewGuid():N}{CachedFile.TemporarySuffix}";
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(aside, content, cancellation);
            TrySetTime(File.SetLastWriteTimeUtc, aside);
            FileInfo replaced = new(target);
            long before = replaced.Exists ? replaced.Length : 0;
            File.Move(aside, target, overwrite: true);
            _assets.Add(asset, content.Length - before);
            _assets.TryUse(asset);
        }
        catch (Exception exception) when (IsExpected(exception) || exception is OperationCanceledException)
        {
            CachedFile.TryDelete(aside);
            if (exception is not OperationCanceledException)
            {
                Warn(exception);
            }
        }

        Evict();
    }

    /// <summary>Says that an asset is played, so that it is not the next to go.</summary>
    public void MarkUsed(AssetKey key)
    {
        string asset = key.ToFolderName();
        if (_assets.TryUse(asset))
        {
            TrySetTime(Directory.SetLastWriteTimeUtc, Path.Combine(_root, asset));
        }
    }

    private static bool IsExpected(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private void TrySetTime(Action<string, DateTime> set, string path)
    {
        try
        {
            set(path, _clock.GetUtcNow().UtcDateTime);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            // Only the order of eviction suffers.
        }
    }

    private void Scan()
    {
        DateTime dead = _clock.GetUtcNow().UtcDateTime - TemporaryAge;
        foreach (DirectoryInfo asset in new DirectoryInfo(_root).EnumerateDirectories().Where(d => AssetKey.IsFolderName(d.Name)))
        {
            long bytes = 0;
            long lastUse = asset.LastWriteTimeUtc.Ticks;
            foreach (CachedFile file in CachedFile.Below(asset.FullName))
            {
                if (file.IsTemporary && file.LastUse < dead.Ticks)
                {
                    CachedFile.TryDelete(file.Path);
                    continue;
                }

                bytes += file.Bytes;
                lastUse = Math.Max(lastUse, file.LastUse);
            }

            _assets.Enter(asset.Name, bytes, lastUse);
        }
    }

    private void Evict()
    {
        if (Bytes <= _maxBytes)
        {
            return;
        }

        lock (_evicting)
        {
            EvictAssets();
            if (Bytes > _maxBytes)
            {
                EvictFiles();
            }
        }
    }

    private void EvictAssets()
    {
        HashSet<string> played = [.. Played().Select(static key => key.ToFolderName())];
        foreach (string asset in _assets.Evict(played, _maxBytes))
        {
            try
            {
                Directory.Delete(Path.Combine(_root, asset), recursive: true);
                LogEvicted(asset);
            }
            catch (Exception exception) when (IsExpected(exception))
            {
                Warn(exception);
            }
        }
    }

    /// <summary>What is left is being played and too large: its viewers keep what is ahead of them, and what is far behind is made again if it is ever wanted.</summary>
    private void EvictFiles()
    {
        Dictionary<string, (string Asset, long Bytes)> files = [];
        List<(string Name, long Bytes, long LastUse)> ages = [];
        foreach (string asset in _assets.Names)
        {
            if (TryList(asset) is { } found)
            {
                found.ForEach(file => files[file.Path] = (asset, file.Bytes));
                ages.AddRange(found.Select(static file => (file.Path, file.Bytes, file.LastUse)));

                // Others may have deleted some: processes share the folder.
                _assets.Add(asset, found.Sum(static file => file.Bytes) - _assets.BytesOf(asset));
            }
        }

        IReadOnlyList<string> chosen = CacheEviction.ChooseFiles(ages, _maxBytes);
        foreach (string path in chosen.Where(CachedFile.TryDelete))
        {
            _assets.Add(files[path].Asset, -files[path].Bytes);
        }

        LogTrimmed(chosen.Count);
    }

    private List<CachedFile>? TryList(string asset)
    {
        try
        {
            return [.. CachedFile.Below(Path.Combine(_root, asset)).Where(static file => !file.IsTemporary)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            Warn(exception);
            return null;
        }
    }

    private void Warn(Exception exception)
    {
        if (Interlocked.Exchange(ref _warned, 1) == 0)
        {
            LogUnusable(_root, exception.Message);
        }
    }

    [LoggerMessage(301, LogLevel.Warning, "The cache folder {Folder} cannot be used ({Problem}); prepared media is kept in memory only")]
    private partial void LogUnusable(string folder, string problem);

    [LoggerMessage(302, LogLevel.Information, "Deleted the prepared media of asset {Asset} to keep the cache under its limit")]
    private partial void LogEvicted(string asset);

    [LoggerMessage(303, LogLevel.Debug, "Deleted {Count} files of assets that are being played to keep the cache under its limit")]
    private partial void LogTrimmed(int count);
}
