using Microsoft.Extensions.Logging;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// Prepared media on disk: <c>folder/asset/variant/file</c>. Losing any of it costs only the work of making it again, so nothing
/// here fails: what cannot be read is not there, and what cannot be written is not kept.
/// </summary>
/// <remarks>
/// A file appears under its name complete or not at all (written aside, then renamed); it is not forced to the disk, because readers
/// check the digest in it. Several processes may share a folder: they make the same bytes.
/// </remarks>
internal sealed partial class AssetCache
{
    private const string TemporarySuffix = ".tmp";

    // One in twenty bytes is kept free for what somebody waits for.
    private const int SpareDivisor = 20;

    // Whatever wrote a file aside this long ago is dead.
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Asset> _assets = [];
    private readonly string _root;
    private readonly long _maxBytes;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private long _bytes;
    private int _warned;

    private AssetCache(PreparationOptions options, TimeProvider clock, ILogger logger)
    {
        _root = Path.GetFullPath(options.CacheDirectory);
        _maxBytes = options.MaxCacheBytes;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Bytes of all files.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

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
    public long BytesOf(AssetKey key)
    {
        lock (_lock)
        {
            return _assets.TryGetValue(key.ToFolderName(), out Asset known) ? known.Bytes : 0;
        }
    }

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
        string path = Path.Combine(_root, key.ToFolderName(), variant, name);
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
        string aside = $"{target}.{Guid.NewGuid():N}{TemporarySuffix}";
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(aside, content, cancellation);
            FileInfo replaced = new(target);
            long before = replaced.Exists ? replaced.Length : 0;
            File.Move(aside, target, overwrite: true);
            Count(asset, content.Length - before);
        }
        catch (Exception exception) when (IsExpected(exception) || exception is OperationCanceledException)
        {
            TryDelete(aside);
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
        lock (_lock)
        {
            if (!_assets.TryGetValue(asset, out Asset known))
            {
                return;
            }

            _assets[asset] = known with { LastUse = NowTicks() };
        }

        try
        {
            // The folder's time is what the order is rebuilt from at the next start.
            Directory.SetLastWriteTimeUtc(Path.Combine(_root, asset), _clock.GetUtcNow().UtcDateTime);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            // Only the order of eviction suffers.
        }
    }

    private static bool IsExpected(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            // The next start tries again.
        }
    }

    private void Scan()
    {
        DateTime dead = _clock.GetUtcNow().UtcDateTime - TemporaryAge;
        foreach (DirectoryInfo asset in new DirectoryInfo(_root).EnumerateDirectories().Where(d => AssetKey.IsFolderName(d.Name)))
        {
            long bytes = 0;
            foreach (FileInfo file in asset.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                if (file.Name.EndsWith(TemporarySuffix, StringComparison.Ordinal) && file.LastWriteTimeUtc < dead)
                {
                    TryDelete(file.FullName);
                    continue;
                }

                bytes += file.Length;
            }

            _assets[asset.Name] = new(bytes, asset.LastWriteTimeUtc.Ticks);
            _bytes += bytes;
        }
    }

    private void Count(string asset, long bytes)
    {
        lock (_lock)
        {
            _assets.TryGetValue(asset, out Asset known);
            _assets[asset] = new(known.Bytes + bytes, NowTicks());
            _bytes += bytes;
        }
    }

    private void Evict()
    {
        IReadOnlyList<string> chosen;
        lock (_lock)
        {
            if (_bytes <= _maxBytes)
            {
                return;
            }

            chosen = CacheEviction.Choose([.. _assets.Select(a => (a.Key, a.Value.Bytes, a.Value.LastUse))], _maxBytes);
            foreach (string asset in chosen)
            {
                _assets.Remove(asset, out Asset removed);
                _bytes -= removed.Bytes;
            }
        }

        foreach (string asset in chosen)
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

    private long NowTicks() => _clock.GetUtcNow().UtcTicks;

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

    private readonly record struct Asset(long Bytes, long LastUse);
}
