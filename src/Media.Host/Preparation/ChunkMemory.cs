namespace Vod.Media.Host.Preparation;

/// <summary>Bounds the memory that complete chunks take, over all tracks: those unused for longest go first.</summary>
internal sealed class ChunkMemory(long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private long _bytes;

    /// <summary>Bytes of the chunks held.</summary>
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

    /// <summary>Counts a chunk that has become complete and forgets others for it if need be.</summary>
    public void Add(ChunkTrack track, int chunk, long bytes)
    {
        lock (_lock)
        {
            _entries.Add(new(track, chunk, bytes));
            _bytes += bytes;
            while (_bytes > maxBytes && _entries.Count > 1)
            {
                // The one just added is the last and stays, whatever its size.
                Remove(Oldest(_entries.Count - 1));
            }
        }
    }

    /// <summary>Forgets all chunks of a track.</summary>
    public void Forget(ChunkTrack track)
    {
        lock (_lock)
        {
            for (int i = _entries.Count - 1; i >= 0; i--)
            {
                if (_entries[i].Track == track)
                {
                    Remove(i);
                }
            }
        }
    }

    private int Oldest(int count)
    {
        int oldest = 0;
        for (int i = 1; i < count; i++)
        {
            if (_entries[i].LastUse < _entries[oldest].LastUse)
            {
                oldest = i;
            }
        }

        return oldest;
    }

    private void Remove(int at)
    {
        Entry entry = _entries[at];
        _entries.RemoveAt(at);
        _bytes -= entry.Bytes;
        entry.Track.Evict(entry.Chunk);
    }

    private readonly record struct Entry(ChunkTrack Track, int Chunk, long Bytes)
    {
        public long LastUse => Track.LastUseOf(Chunk);
    }
}
