using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// Blocks of objects on disk: <c>folder/version of an object/block</c>. Losing any of it costs only reading it again, so nothing here fails: what cannot be read is not there, and what
/// the disk does not take is kept in memory for those who are reading it.
/// </summary>
/// <remarks>
/// The disk has the last word on what is there; what is remembered of it is for its limit and for reading without waiting. Several processes may share a folder. The time of a file is
/// that of its last use, more or less, so that a restart knows what is old. Thread-safe.
/// </remarks>
internal sealed partial class BlockCache : IDisposable
{
    /// <summary>Blocks in memory when the disk takes none: enough for as many viewers in different places.</summary>
    public const int MaxMemoryBlocks = 64;

    /// <summary>Files that are kept open, so that reading what is in memory costs no more than a copy.</summary>
    public const int MaxOpenFiles = 512;

    /// <summary>How often it is said that the disk takes nothing: it may be full again long after there was room.</summary>
    public static readonly TimeSpan WarningInterval = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, BlockFolder> _folders = new(StringComparer.Ordinal);
    private readonly List<CachedBlock> _memory = [];
    private readonly OpenBlocks _open = new(MaxOpenFiles);
    private readonly BlockCounters _counters = new();
    private readonly string _root;
    private readonly long _maxBytes;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private long _bytes;
    private int _scan;
    private long _warnAfter;

    private BlockCache(ObjectCacheOptions options, TimeProvider clock, ILogger logger)
    {
        _root = Path.GetFullPath(options.Directory);
        _maxBytes = options.MaxBytes;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>What it has done.</summary>
    public BlockCounters Counters => _counters;

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Bytes it may take.</summary>
    public long MaxBytes => _maxBytes;

    /// <summary>Files that are open.</summary>
    public int OpenFiles => _open.Count;

    /// <summary>Ends when what was in the folder is known. Until then nothing is deleted, and everything else works.</summary>
    public Task Scanned { get; private set; } = Task.CompletedTask;

    /// <summary>Makes the folder if need be and begins to look what is in it, which nobody has to wait for.</summary>
    public static BlockCache Open(ObjectCacheOptions options, TimeProvider clock, ILogger<BlockCache> logger)
    {
        BlockCache cache = new(options, clock, logger);
        cache.Scanned = Task.Run(cache.ScanAtStartAsync);
        return cache;
    }

    /// <summary>The blocks of one version of an object.</summary>
    public BlockFolder GetFolder(AssetKey key) => GetFolder(key.ToFolderName());

    /// <summary>Whether a block is there; it may be damaged. Asks the disk, also for what another process has written.</summary>
    public static bool Contains(BlockFolder folder, int index) => folder.Blocks.ContainsKey(index) || File.Exists(folder.FileOf(index));

    /// <summary>Looks a block up, opens its file, and checks it when that was not yet done. Waits for the disk.</summary>
    /// <param name="folder">Of which version of an object.</param>
    /// <param name="index">Which block.</param>
    /// <param name="length">Its bytes.</param>
    /// <returns>The block, in memory or with an open file, used now; null when there is none.</returns>
    public CachedBlock? Find(BlockFolder folder, int index, int length)
    {
        if (folder.Blocks.TryGetValue(index, out CachedBlock? block) && (block.Memory is not null || block.Open is not null))
        {
            MarkExpected(block);
            return block;
        }

        string path = folder.FileOf(index);
        BlockFileStatus status = BlockFile.TryOpen(path, index, length, verify: block is not { IsVerified: true }, out Microsoft.Win32.SafeHandles.SafeFileHandle? handle);
        if (status != BlockFileStatus.Whole)
        {
            if (status == BlockFileStatus.Damaged)
            {
                Preparation.CachedFile.TryDelete(path);
                _counters.Damaged();
            }

            if (block is not null)
            {
                Forget(block);
            }

            return null;
        }

        CachedBlock found = Enter(folder, index, length + BlockFile.OverheadBytes, Now, isFresh: false);
        found.IsVerified = true;
        MarkExpected(found);
        Attach(found, handle!);
        if (File.Exists(path))
        {
            return found;
        }

        // It was deleted for the limit between opening and entering: nobody else would strike it out.
        Forget(found);
        return null;
    }

    /// <summary>Keeps a block: on disk, or if that fails in memory. Deletes others if the limit is exceeded.</summary>
    /// <param name="folder">Of which version of an object.</param>
    /// <param name="index">Which block.</param>
    /// <param name="buffer">Its bytes, and room behind them.</param>
    /// <param name="length">How many they are.</param>
    /// <returns>Whether the buffer is kept and must not be used for anything else.</returns>
    public async Task<bool> StoreAsync(BlockFolder folder, int index, byte[] buffer, int length)
    {
        try
        {
            Microsoft.Win32.SafeHandles.SafeFileHandle handle = await BlockFile.WriteAsync(folder.FileOf(index), index, buffer.AsMemory(0, length));
            CachedBlock block = Enter(folder, index, length + BlockFile.OverheadBytes, Now, isFresh: true);
            block.IsVerified = true;
            Attach(block, handle);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            Warn(exception);
            KeepInMemory(folder, index, buffer);
            return true;
        }

        await EvictAsync();
        return false;
    }

    /// <summary>Says that somebody reads in a block now. Allocates nothing.</summary>
    public void MarkRead(CachedBlock block)
    {
        long now = Now;
        block.LastUse = now;
        block.LastRead = now;
    }

    /// <summary>Says that a block will be read soon, so that it is not the next to go.</summary>
    public void MarkExpected(CachedBlock block) => block.LastUse = Now;

    /// <summary>Strikes out a block that turned out not to be readable.</summary>
    public void Forget(CachedBlock block)
    {
        lock (_lock)
        {
            if (block.Folder.Blocks.TryRemove(new(block.Index, block)))
            {
                _bytes -= block.DiskBytes;
                _memory.Remove(block);
            }
        }

        _open.Remove(block);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The semaphore stays: a block that is on its way may wait for it.
        _open.Clear();
    }

    private long Now => _clock.GetUtcNow().UtcTicks;

    private static bool IsExpected(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private BlockFolder GetFolder(string name) => _folders.GetOrAdd(name, static (name, root) => new BlockFolder(Path.Combine(root, name)), _root);

    private void Attach(CachedBlock block, Microsoft.Win32.SafeHandles.SafeFileHandle handle)
    {
        OpenBlock open = new(handle);
        open.TrySetLastUse(block.LastUse);
        _open.Add(block, open);
    }

    /// <summary>Enters a block with a file; a fresh one takes the place of what is known under its number.</summary>
    private CachedBlock Enter(BlockFolder folder, int index, int diskBytes, long lastUse, bool isFresh)
    {
        CachedBlock? replaced = null;
        CachedBlock block;
        lock (_lock)
        {
            if (folder.Blocks.TryGetValue(index, out CachedBlock? known))
            {
                if (!isFresh && known.DiskBytes > 0)
                {
                    known.Scan = _scan;
                    return known;
                }

                replaced = known;
                _bytes -= known.DiskBytes;
                _memory.Remove(known);
            }

            block = new CachedBlock(folder, index, diskBytes, lastUse) { Scan = _scan };
            folder.Blocks[index] = block;
            _bytes += diskBytes;
        }

        if (replaced is not null)
        {
            _open.Remove(replaced);
        }

        return block;
    }

    private void KeepInMemory(BlockFolder folder, int index, byte[] buffer)
    {
        CachedBlock block = new(folder, index, diskBytes: 0, Now) { Memory = buffer };
        lock (_lock)
        {
            if (!folder.Blocks.TryAdd(index, block))
            {
                return;
            }

            _memory.Add(block);
            while (_memory.Count > MaxMemoryBlocks)
            {
                CachedBlock oldest = _memory.MinBy(static other => other.LastUse)!;
                _memory.Remove(oldest);
                oldest.Folder.Blocks.TryRemove(new(oldest.Index, oldest));
            }
        }
    }

    private void Warn(Exception exception)
    {
        long due = Volatile.Read(ref _warnAfter);
        if (Now is var now && now >= due && Interlocked.CompareExchange(ref _warnAfter, now + WarningInterval.Ticks, due) == due)
        {
            LogUnusable(_root, exception.Message);
        }
    }

    [LoggerMessage(361, LogLevel.Warning, "The cache folder {Folder} cannot be written to ({Problem}); what is read from object stores is kept in memory only, and read more often than once")]
    private partial void LogUnusable(string folder, string problem);

    [LoggerMessage(362, LogLevel.Debug, "Deleted {Count} blocks of objects to keep their cache under its limit")]
    private partial void LogEvicted(int count);
}
