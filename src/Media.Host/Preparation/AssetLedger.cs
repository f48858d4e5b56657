using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>What each asset of the cache takes up, and when it was last used. Any thread.</summary>
internal sealed class AssetLedger(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Asset> _assets = [];
    private long _bytes;

    /// <summary>Bytes of all assets.</summary>
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

    /// <summary>The assets there are.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _assets.Keys];
            }
        }
    }

    /// <summary>Bytes of one asset.</summary>
    public long BytesOf(string asset)
    {
        lock (_lock)
        {
            return _assets.TryGetValue(asset, out Asset known) ? known.Bytes : 0;
        }
    }

    /// <summary>Enters what is found at the start.</summary>
    /// <param name="asset">Its name.</param>
    /// <param name="bytes">What it takes up.</param>
    /// <param name="lastUse">When it was last used, in ticks of UTC.</param>
    public void Enter(string asset, long bytes, long lastUse)
    {
        lock (_lock)
        {
            _assets[asset] = new(bytes, lastUse);
            _bytes += bytes;
        }
    }

    /// <summary>Counts bytes that an asset takes up more, or less when they are negative. That is no use of it.</summary>
    public void Add(string asset, long bytes)
    {
        lock (_lock)
        {
            _assets.TryGetValue(asset, out Asset known);
            _assets[asset] = known with { Bytes = known.Bytes + bytes };
            _bytes += bytes;
        }
    }

    /// <summary>Notes that an asset is used now; false when there is no such asset.</summary>
    public bool TryUse(string asset)
    {
        lock (_lock)
        {
            bool isKnown = _assets.TryGetValue(asset, out Asset known);
            if (isKnown)
            {
                _assets[asset] = known with { LastUse = clock.GetUtcNow().UtcTicks };
            }

            return isKnown;
        }
    }

    /// <summary>Strikes out the assets that are to be deleted, see <see cref="CacheEviction.ChooseAssets"/>.</summary>
    public IReadOnlyList<string> Evict(IReadOnlySet<string> played, long maxBytes)
    {
        lock (_lock)
        {
            IReadOnlyList<string> chosen = CacheEviction.ChooseAssets(
                [.. _assets.Select(asset => (asset.Key, asset.Value.Bytes, asset.Value.LastUse, played.Contains(asset.Key)))], maxBytes);
            foreach (string asset in chosen)
            {
                _assets.Remove(asset, out Asset removed);
                _bytes -= removed.Bytes;
            }

            return chosen;
        }
    }

    private readonly record struct Asset(long Bytes, long LastUse);
}
