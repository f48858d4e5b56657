using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>One version of an object that somebody has open: what all who read it share.</summary>
internal sealed class ObjectVersion : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private volatile ContentChangedException? _change;

    /// <param name="address">Where it is.</param>
    /// <param name="key">Which version it is; its version is the ETag.</param>
    /// <param name="folder">What the cache has of it.</param>
    /// <param name="blockBytes">Bytes of a block.</param>
    public ObjectVersion(ObjectAddress address, AssetKey key, BlockFolder folder, int blockBytes)
    {
        Address = address;
        Key = key;
        Folder = folder;
        BlockBytes = blockBytes;
        Reads = new RecentPlaces(blockBytes);
        PlayHeads = new RecentPlaces(blockBytes);
        Closed = _closed.Token;
    }

    /// <summary>Where it is.</summary>
    public ObjectAddress Address { get; }

    /// <summary>Which version it is.</summary>
    public AssetKey Key { get; }

    /// <summary>What the cache has of it.</summary>
    public BlockFolder Folder { get; }

    /// <summary>Bytes of a block.</summary>
    public int BlockBytes { get; }

    /// <summary>Number of the last block.</summary>
    public int LastBlock => BlockOf(Key.Size - 1);

    /// <summary>The blocks that are wanted and not there yet. Guarded by the lock of the fetcher.</summary>
    public Dictionary<int, BlockLoad> Loads { get; } = [];

    /// <summary>Where it is read.</summary>
    public RecentPlaces Reads { get; }

    /// <summary>Where it is expected to be read.</summary>
    public RecentPlaces PlayHeads { get; }

    /// <summary>How many have it open. Guarded by the lock of the storage.</summary>
    public int Users { get; set; }

    /// <summary>Cancelled when the last of them has closed it.</summary>
    public CancellationToken Closed { get; }

    /// <summary>Why the store has it no more; null as far as is known. What the cache has of it stays readable.</summary>
    public ContentChangedException? Change
    {
        get => _change;
        set => _change = value;
    }

    /// <summary>The block that a byte is in.</summary>
    public int BlockOf(long offset) => (int)(offset / BlockBytes);

    /// <summary>First byte of a block.</summary>
    public long StartOf(int index) => (long)index * BlockBytes;

    /// <summary>Bytes of a block: only the last one is short.</summary>
    public int LengthOf(int index) => (int)Math.Min(BlockBytes, Key.Size - StartOf(index));

    /// <summary>Ends all that is under way for it.</summary>
    public void Dispose()
    {
        // What hears of it closes connections, which is nothing for the thread that closes an object: a worker's, with locks held. The source has no timer, so there is nothing to dispose of.
        _ = _closed.CancelAsync();
    }
}
