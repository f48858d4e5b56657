using Vod.Media.Playback;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>Reads one version of an object: from the cache what it has, from the store what it has not. Thread-safe.</summary>
/// <param name="version">What is read.</param>
/// <param name="cache">What was read before.</param>
/// <param name="fetcher">The store.</param>
/// <param name="options">How far ahead is read.</param>
internal sealed class ObjectReader(ObjectVersion version, BlockCache cache, BlockFetcher fetcher, ObjectCacheOptions options)
{
    /// <summary>Blocks that are read ahead of a reader that goes from block to block and does not say how fast.</summary>
    public const int BlocksAhead = 4;

    /// <summary>Most blocks that are read ahead of one place.</summary>
    public const int MaxBlocksAhead = 64;

    // What is read ahead must not push out what was read ahead before it was played.
    private const int ThroughDivisor = 2;

    /// <summary>Most blocks that are brought by one request, however large the object and the cache are: 4 GiB.</summary>
    private const int MaxBlocksThrough = 4096;

    /// <summary>What is read.</summary>
    public ObjectVersion Version => version;

    /// <summary>Reads a range that lies within the object. Never makes the caller's thread wait.</summary>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int index = version.BlockOf(offset);
        int within = (int)(offset - version.StartOf(index));
        if (within + destination.Length > version.LengthOf(index)
            || !version.Folder.Blocks.TryGetValue(index, out CachedBlock? block)
            || !await TryCopyAsync(block, within, destination, cancellationToken))
        {
            // Looking for files and checking them takes time.
            await Task.Run(() => ReadBlocksAsync(offset, destination, cancellationToken), cancellationToken);
        }
        else
        {
            fetcher.Counters.Hit();
        }

        version.Reads.Follow(offset, offset + destination.Length);
        fetcher.Counters.Served(destination.Length);
        return destination.Length;
    }

    /// <summary>Reads a range that lies within the object, if all of it is in memory. Never waits and allocates nothing.</summary>
    public bool TryRead(long offset, Span<byte> destination)
    {
        int total = destination.Length;
        while (destination.Length > 0)
        {
            int index = version.BlockOf(offset);
            int within = (int)(offset - version.StartOf(index));
            int part = Math.Min(destination.Length, version.LengthOf(index) - within);
            if (!version.Folder.Blocks.TryGetValue(index, out CachedBlock? block) || !block.TryRead(within, destination[..part]))
            {
                return false;
            }

            cache.MarkRead(block);
            destination = destination[part..];
            offset += part;
        }

        fetcher.Counters.Served(total);
        return true;
    }

    /// <summary>Brings what follows a place into memory and into the cache. Waits for the disk, not for the store.</summary>
    /// <param name="offset">The place.</param>
    /// <param name="length">Bytes that are needed soon; how much more is read ahead follows from it.</param>
    public void Prepare(long offset, long length)
    {
        double reach = length * (options.ReadAhead / FilePictures.ExpectedSpan);
        int first = version.BlockOf(offset);
        int soon = version.BlockOf(Math.Min(offset + length, version.Key.Size) - 1);
        int last = version.BlockOf((long)Math.Min(offset + Math.Max(reach, length), version.Key.Size) - 1);
        last = Math.Min(last, first + MaxBlocksAhead - 1);
        AheadPace pace = version.PlayHeads.Follow(offset, offset + length) ? AheadPace.Steady : AheadPace.Jumped;
        for (int i = first; i <= soon; i++)
        {
            if (cache.Find(version.Folder, i, version.LengthOf(i)) is { } block)
            {
                block.Open?.Expect();
            }
        }

        List<int> missing = Missing(first, last);

        // Half of the way ahead at once rather than block by block.
        if (missing.Count > 0 && missing[0] <= Math.Max(soon, first + ((last - first) / 2)))
        {
            fetcher.Expect(version, missing, first, pace);
        }
    }

    /// <summary>Brings everything from a byte on into the cache with one request, as far as it has room. Waits for the disk, so that a read that follows finds the request made.</summary>
    public void ReadThrough(long offset)
    {
        int first = version.BlockOf(Math.Clamp(offset, 0, version.Key.Size - 1));
        long room = Math.Max(1, cache.MaxBytes / ThroughDivisor / version.BlockBytes);
        int last = (int)Math.Min(version.LastBlock, first + Math.Min(room, MaxBlocksThrough) - 1);
        fetcher.Expect(version, Missing(first, last), first, AheadPace.Through);
    }

    private async Task ReadBlocksAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        int first = version.BlockOf(offset);
        int last = version.BlockOf(offset + destination.Length - 1);
        List<int> missing = Missing(first, last);
        bool goesOn = missing.Count > 0 && version.Reads.Follow(offset, offset);
        BlockLoad?[] loads = fetcher.Demand(version, missing, goesOn ? Missing(last + 1, Math.Min(last + BlocksAhead, version.LastBlock)) : []);
        int next = 0;
        try
        {
            for (int i = first; i <= last; i++)
            {
                int within = (int)Math.Max(0, offset - version.StartOf(i));
                int part = Math.Min(destination.Length, version.LengthOf(i) - within);
                BlockLoad? load = next < missing.Count && missing[next] == i ? loads[next++] : null;
                await ReadBlockAsync(i, within, destination[..part], load, cancellationToken);
                destination = destination[part..];
            }
        }
        finally
        {
            foreach (BlockLoad? load in loads)
            {
                if (load is not null)
                {
                    fetcher.Release(load);
                }
            }
        }
    }

    private async Task ReadBlockAsync(int index, int within, Memory<byte> destination, BlockLoad? load, CancellationToken cancellationToken)
    {
        if (load is not null)
        {
            fetcher.Counters.Miss();
            await TakeAsync(load, within, destination, cancellationToken);
            return;
        }

        while (true)
        {
            if (cache.Find(version.Folder, index, version.LengthOf(index)) is { } block)
            {
                if (await TryCopyAsync(block, within, destination, cancellationToken))
                {
                    fetcher.Counters.Hit();
                    return;
                }

                continue;
            }

            // It was deleted or damaged since it was looked for.
            if (fetcher.Demand(version, [index], []) is [{ } late])
            {
                try
                {
                    fetcher.Counters.Miss();
                    await TakeAsync(late, within, destination, cancellationToken);
                    return;
                }
                finally
                {
                    fetcher.Release(late);
                }
            }
        }
    }

    private async Task TakeAsync(BlockLoad load, int within, Memory<byte> destination, CancellationToken cancellationToken)
    {
        await load.Arrival.WaitAsync(cancellationToken);
        load.Buffer.AsSpan(within, destination.Length).CopyTo(destination.Span);
        if (version.Folder.Blocks.TryGetValue(load.Index, out CachedBlock? block))
        {
            cache.MarkRead(block);
        }
    }

    /// <summary>Copies from a block that is in memory or open; false when it is not, or not any more.</summary>
    private async ValueTask<bool> TryCopyAsync(CachedBlock block, int within, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cache.MarkRead(block);
        if (block.Memory is not null)
        {
            return block.TryRead(within, destination.Span);
        }

        try
        {
            if (block.Open is { } open)
            {
                if (await open.ReadAsync(within, destination, cancellationToken) == destination.Length)
                {
                    return true;
                }

                cache.Forget(block);
            }
        }
        catch (ObjectDisposedException)
        {
            // Closed because too many were open, or deleted: it is looked for again.
        }
        catch (IOException)
        {
            // The disk fails: then the store is asked.
            cache.Forget(block);
        }

        return false;
    }

    private List<int> Missing(int first, int last)
    {
        List<int> missing = [];
        for (int i = first; i <= last; i++)
        {
            if (version.Folder.Blocks.TryGetValue(i, out CachedBlock? block))
            {
                cache.MarkExpected(block);
            }
            else if (!BlockCache.Contains(version.Folder, i))
            {
                missing.Add(i);
            }
        }

        return missing;
    }
}
