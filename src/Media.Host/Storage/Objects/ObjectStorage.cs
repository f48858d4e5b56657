using Microsoft.Extensions.Logging;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// The objects of one store as media files. An opening costs one request: the one for the first block, which also tells size and version; or, where that block may be in the cache, one
/// without a body. Whoever opens an object while another does shares the answer.
/// </summary>
internal sealed class ObjectStorage : IMediaStorage, IDisposable
{
    /// <summary>An answer is used again for this long: a page of viewers who start together asks once, and a new version is seen as soon as anybody could expect it.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    /// <summary>Versions that are remembered to be in the cache; when there are more, all are forgotten, which costs a block that is read again for each.</summary>
    public const int MaxKnown = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectAddress, ObjectOpening> _openings = [];
    private readonly Dictionary<ObjectAddress, AssetKey> _known = [];
    private readonly Dictionary<AssetKey, ObjectVersion> _versions = [];
    private readonly IObjectStore _store;
    private readonly ObjectAddressRule _rule;
    private readonly BlockCache _cache;
    private readonly ObjectCacheOptions _options;
    private readonly TimeProvider _clock;
    private readonly BlockFetcher _fetcher;
    private readonly ObjectFinder _finder;

    /// <param name="store">The store; the storage disposes of it.</param>
    /// <param name="rule">Which object a path means.</param>
    /// <param name="cache">Where blocks are kept; shared with other stores.</param>
    /// <param name="options">How objects are read.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Where to say what went wrong.</param>
    /// <param name="random">Spreads what is tried again; a seeded one for tests.</param>
    public ObjectStorage(
        IObjectStore store, ObjectAddressRule rule, BlockCache cache, ObjectCacheOptions options, TimeProvider clock, ILogger<ObjectStorage> logger, Random? random = null)
    {
        _store = store;
        _rule = rule;
        _cache = cache;
        _options = options;
        _clock = clock;
        _fetcher = new BlockFetcher(store, cache, options, new SteadyClock(clock), random ?? new Random(), logger);
        _finder = new ObjectFinder(store, _fetcher, options, clock);
    }

    /// <summary>Name of the store.</summary>
    public string Name => _store.Name;

    /// <summary>What was asked of it.</summary>
    public StoreCounters Counters => _fetcher.Counters;

    /// <inheritdoc/>
    public async ValueTask<StorageOpenResult> OpenAsync(string path, CancellationToken cancellationToken)
    {
        StorageOpenStatus status = _rule(path, out ObjectAddress address);
        if (status != StorageOpenStatus.Opened)
        {
            return StorageOpenResult.Failed(status, "the path is not that of an object that may be read");
        }

        ObjectOpening opening = Join(address);
        try
        {
            ObjectFound found = await opening.Found.WaitAsync(cancellationToken);
            return found.Key is null
                ? StorageOpenResult.Failed(found.Status, found.Detail)
                : new(StorageOpenStatus.Opened, found.Key.Size == 0 ? new EmptyContent(found.Key) : Open(address, found.Key), "");
        }
        finally
        {
            Part(opening);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ObjectVersion[] open;
        lock (_lock)
        {
            open = [.. _versions.Values];
            _versions.Clear();
        }

        _finder.Dispose();
        foreach (ObjectVersion version in open)
        {
            _fetcher.Abandon(version);
        }

        _fetcher.Dispose();
        _store.Dispose();
    }

    private ObjectOpening Join(ObjectAddress address)
    {
        lock (_lock)
        {
            if (!_openings.TryGetValue(address, out ObjectOpening? opening) || !IsFresh(opening))
            {
                foreach ((ObjectAddress old, _) in _openings.Where(other => !IsFresh(other.Value)).ToArray())
                {
                    _openings.Remove(old);
                }

                ObjectOpening fresh = new();
                fresh.Found = Task.Run(() => FindAsync(address, fresh));
                _openings.Add(address, fresh);
                opening = fresh;
            }

            opening.Joined++;
            return opening;
        }
    }

    private bool IsFresh(ObjectOpening opening) => opening.AnsweredAt is not { } at || (_clock.GetElapsedTime(at) < Freshness && !IsReplaced(opening));

    // Who opens it again because it was replaced must not be told the old version.
    private bool IsReplaced(ObjectOpening opening) =>
        opening.Found is { IsCompletedSuccessfully: true, Result.Key: { } key } && _versions.TryGetValue(key, out ObjectVersion? version) && version.Change is not null;

    private void Part(ObjectOpening opening)
    {
        ObjectVersion? held = null;
        lock (_lock)
        {
            if (--opening.Joined == 0 && opening.AnsweredAt is not null)
            {
                (held, opening.Held) = (opening.Held, null);
            }
        }

        Release(held);
    }

    private async Task<ObjectFound> FindAsync(ObjectAddress address, ObjectOpening opening)
    {
        ObjectVersion? held = null;
        AssetKey? known;
        lock (_lock)
        {
            known = _known.GetValueOrDefault(address);
        }

        bool isCached = known is not null && BlockCache.Contains(_cache.GetFolder(known), 0);
        ObjectFound found = await _finder.FindAsync(address, isCached, key => held = Acquire(address, key));
        lock (_lock)
        {
            opening.AnsweredAt = _clock.GetTimestamp();
            opening.Held = held;
            if (opening.Joined > 0)
            {
                held = null;
            }
            else
            {
                opening.Held = null;
            }

            if (found.Key is { Size: > 0 })
            {
                if (_known.Count >= MaxKnown)
                {
                    _known.Clear();
                }

                _known[address] = found.Key;
                if (_versions.TryGetValue(found.Key, out ObjectVersion? version))
                {
                    // It may have been replaced by another and put back.
                    version.Change = null;
                }
            }
        }

        Release(held);
        return found;
    }

    private ObjectContent Open(ObjectAddress address, AssetKey key)
    {
        ObjectVersion version = Acquire(address, key);
        return new ObjectContent(new ObjectReader(version, _cache, _fetcher, _options), () => Release(version));
    }

    private ObjectVersion Acquire(ObjectAddress address, AssetKey key)
    {
        lock (_lock)
        {
            if (!_versions.TryGetValue(key, out ObjectVersion? version))
            {
                version = new ObjectVersion(address, key, _cache.GetFolder(key), _options.BlockBytes);
                _versions.Add(key, version);
            }

            version.Users++;
            return version;
        }
    }

    private void Release(ObjectVersion? version)
    {
        if (version is null)
        {
            return;
        }

        lock (_lock)
        {
            if (--version.Users > 0)
            {
                return;
            }

            // After the storage was closed it may be another's.
            if (_versions.TryGetValue(version.Key, out ObjectVersion? current) && current == version)
            {
                _versions.Remove(version.Key);
                if (version.Change is not null)
                {
                    _openings.Remove(version.Address);
                }
            }
        }

        _fetcher.Abandon(version);
    }
}
