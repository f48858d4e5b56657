using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>What is in the folder, and what leaves it.</summary>
internal sealed partial class BlockCache
{
    // Whatever wrote a block aside this long ago is dead.
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromMinutes(10);

    // Other processes write to the folder as well: before anything is deleted, it is looked at again when the last look was this long ago.
    private static readonly TimeSpan RescanAfter = TimeSpan.FromMinutes(5);

    // One deletes at a time: two would delete twice as much as is needed. Who has written waits for it, so the limit is exceeded by what is being written and no more.
    private readonly SemaphoreSlim _evicting = new(1);
    private DateTimeOffset _scannedAt;
    private volatile bool _isScanned;

    private async Task ScanAtStartAsync()
    {
        await _evicting.WaitAsync();
        try
        {
            Scan();
        }
        finally
        {
            _evicting.Release();
        }

        await EvictAsync();
    }

    private async Task EvictAsync()
    {
        if (Bytes <= _maxBytes || !_isScanned)
        {
            return;
        }

        await _evicting.WaitAsync();
        try
        {
            if (Bytes > _maxBytes && _clock.GetUtcNow() - _scannedAt > RescanAfter)
            {
                Scan();
            }

            if (Bytes > _maxBytes)
            {
                EvictOldest();
            }
        }
        finally
        {
            _evicting.Release();
        }
    }

    // Where a play head is near, blocks were used moments ago or are read ahead just now: the oldest are those nobody is near to.
    private void EvictOldest()
    {
        List<(CachedBlock Block, long Bytes, long LastUse)> ages = [];
        foreach (CachedBlock block in AllBlocks())
        {
            if (block.DiskBytes > 0)
            {
                ages.Add((block, block.DiskBytes, block.LastUse));
            }
        }

        int deleted = 0;
        foreach (CachedBlock block in CacheEviction.ChooseFiles(ages, _maxBytes))
        {
            // A file that cannot be deleted is tried again when it is found again.
            CachedFile.TryDelete(block.Folder.FileOf(block.Index));
            Forget(block);
            deleted++;
        }

        _counters.Evicted(deleted);
        LogEvicted(deleted);
    }

    private IEnumerable<CachedBlock> AllBlocks() => _folders.Values.SelectMany(static folder => folder.Blocks.Values);

    private void Scan()
    {
        lock (_lock)
        {
            _scan++;
        }

        try
        {
            Directory.CreateDirectory(_root);
            DateTime dead = _clock.GetUtcNow().UtcDateTime - TemporaryAge;
            foreach (DirectoryInfo version in new DirectoryInfo(_root).EnumerateDirectories().Where(static d => AssetKey.IsFolderName(d.Name)))
            {
                ScanVersion(version, dead);
            }

            foreach (CachedBlock gone in AllBlocks().Where(block => block.DiskBytes > 0 && block.Scan != _scan))
            {
                Forget(gone);
            }
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            Warn(exception);
        }

        _scannedAt = _clock.GetUtcNow();
        _isScanned = true;
    }

    private void ScanVersion(DirectoryInfo version, DateTime dead)
    {
        BlockFolder folder = GetFolder(version.Name);
        bool isEmpty = true;
        foreach (CachedFile file in CachedFile.Below(version.FullName))
        {
            if (file.IsTemporary && file.LastUse < dead.Ticks)
            {
                CachedFile.TryDelete(file.Path);
                continue;
            }

            isEmpty = false;
            if (BlockFolder.TryParseName(Path.GetFileName(file.Path.AsSpan()), out int index))
            {
                Enter(folder, index, (int)Math.Clamp(file.Bytes, 1, int.MaxValue), Math.Min(file.LastUse, Now), isFresh: false);
            }
        }

        if (isEmpty && version.LastWriteTimeUtc < dead)
        {
            TryDeleteEmpty(version.FullName);
        }
    }

    private static void TryDeleteEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            // Somebody has begun to write to it.
        }
    }
}
