namespace Vod.Media.Host.Storage.Objects;

/// <summary>What the cache of blocks has done since the process started. Any thread.</summary>
internal sealed class BlockCounters
{
    private long _evictions;
    private long _damagedBlocks;

    /// <summary>Blocks deleted to keep the limit.</summary>
    public long Evictions => Volatile.Read(ref _evictions);

    /// <summary>Blocks that were not what was written, or could not be read, and were read from the store again.</summary>
    public long DamagedBlocks => Volatile.Read(ref _damagedBlocks);

    public void Evicted(int count) => Interlocked.Add(ref _evictions, count);

    public void Damaged() => Interlocked.Increment(ref _damagedBlocks);
}
