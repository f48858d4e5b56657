namespace Vod.Media.Host.Storage.Objects;

/// <summary>The blocks whose files are open: a bounded number, those used last. Any thread.</summary>
/// <param name="limit">Most files; at least 8.</param>
internal sealed class OpenBlocks(int limit)
{
    // Closing an eighth at once makes looking for the oldest rare.
    private const int SpareDivisor = 8;

    private readonly Lock _lock = new();
    private readonly HashSet<CachedBlock> _open = [];

    /// <summary>Files that are open.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Opens the file of a block to everybody; when there are too many, those unused for longest are closed.</summary>
    public void Add(CachedBlock block, OpenBlock open)
    {
        if (!block.TryAttach(open))
        {
            open.Dispose();
            return;
        }

        CachedBlock[] closed = [];
        lock (_lock)
        {
            _open.Add(block);
            if (_open.Count > limit)
            {
                closed = [.. _open.OrderBy(static other => other.LastUse).Take(Math.Max(1, limit / SpareDivisor))];
                _open.ExceptWith(closed);
            }
        }

        foreach (CachedBlock old in closed)
        {
            Close(old);
        }
    }

    /// <summary>Closes the file of a block. Who is reading it goes on to the end of that read.</summary>
    public void Remove(CachedBlock block)
    {
        lock (_lock)
        {
            _open.Remove(block);
        }

        block.Detach()?.Dispose();
    }

    /// <summary>Closes all.</summary>
    public void Clear()
    {
        CachedBlock[] closed;
        lock (_lock)
        {
            closed = [.. _open];
            _open.Clear();
        }

        foreach (CachedBlock old in closed)
        {
            Close(old);
        }
    }

    private static void Close(CachedBlock block)
    {
        if (block.Detach() is { } open)
        {
            open.TrySetLastUse(block.LastUse);
            open.Dispose();
        }
    }
}
