using System.Diagnostics;
using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Host.Storage;
using Vod.Media.Host.Telemetry;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Assets;

/// <summary>
/// The assets that are open, one for any number of viewers, told apart by storage identity and version. A few that nobody watches stay open, so that the next viewer
/// of a popular file finds its index ready.
/// </summary>
internal sealed class AssetCatalog : IDisposable
{
    /// <summary>Assets kept open without a viewer.</summary>
    public const int MaxIdle = 32;

    /// <summary>Openings that go on although nobody waits for them any more.</summary>
    public const int MaxAbandoned = 4;

    /// <summary>
    /// Bytes that were read of one of those: what takes long although there is less to read waits for a storage that is silent, and ends at once.
    /// </summary>
    public const long LeastAbandoned = 16 << 20;

    /// <summary>How long one of those may go on: 30 GB of WebM, which is read through, at 100 MB/s.</summary>
    public static readonly TimeSpan AbandonedPatience = TimeSpan.FromMinutes(5);

    private readonly IMediaStorage _storage;
    private readonly AssetLoader _loader;
    private readonly AssetCache _cache;
    private readonly Lock _lock = new();
    private readonly Dictionary<AssetKey, Entry> _entries = [];
    private readonly LinkedList<Entry> _idle = new();
    private readonly TimeProvider _clock;
    private int _abandoned;

    /// <summary>Makes an empty catalog, which from now on tells the cache what is played.</summary>
    public AssetCatalog(IMediaStorage storage, AssetLoader loader, AssetCache cache, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _storage = storage;
        _loader = loader;
        _cache = cache;
        cache.Played = Played;
    }

    /// <summary>Assets that are open.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Opens an asset by the address a viewer wrote: see <see cref="AssetAddress"/>.</summary>
    public async Task<AssetOpenResult> OpenAsync(string address, CancellationToken cancellationToken)
    {
        AssetOpenResult opened = await OpenAsync(address, isForViewer: true, cancellationToken);
        if (opened.Lease is { } lease)
        {
            _cache.MarkUsed(lease.Content.Key);
        }

        return opened;
    }

    /// <summary>
    /// Opens an asset that nobody is about to play: it does not count as used, and unless a viewer opens it meanwhile it is closed at once when it is given back, so that looking
    /// through a folder does not close what is popular.
    /// </summary>
    public Task<AssetOpenResult> LookIntoAsync(string address, CancellationToken cancellationToken) => OpenAsync(address, isForViewer: false, cancellationToken);

    private async Task<AssetOpenResult> OpenAsync(string address, bool isForViewer, CancellationToken cancellationToken)
    {
        using Activity? span = MediaTrace.Source.StartActivity("open file");
        if (!AssetAddress.TryParse(address, out AssetAddress parsed))
        {
            return new(null, SessionEndReason.BadUri, "what follows ?audio= is not the number of a sound track");
        }

        (AssetOpenResult result, bool isReplaced) = await OpenAsync(parsed, isForViewer, cancellationToken);
        return isReplaced ? (await OpenAsync(parsed, isForViewer, cancellationToken)).Result : result;
    }

    private async Task<(AssetOpenResult Result, bool IsReplaced)> OpenAsync(AssetAddress parsed, bool isForViewer, CancellationToken cancellationToken)
    {
        StorageOpenResult opened = await _storage.OpenAsync(parsed.Path, cancellationToken);
        if (opened.Content is null)
        {
            return (new(null, ReasonOf(opened.Status), opened.Detail), false);
        }

        Entry entry = Take(opened.Content, isForViewer);
        AssetLease? lease = null;
        try
        {
            AssetLoadResult loaded = await entry.Loading.Value.WaitAsync(cancellationToken);
            if (loaded.Asset is { } asset && parsed.Audio is { } audio)
            {
                loaded = AssetLoader.Select(asset, audio);
            }

            loaded.Asset?.Forgive();
            lease = loaded.Asset is null ? null : new AssetLease(this, entry, loaded.Asset);
            return (new(lease, loaded.Reason, loaded.Detail), loaded.IsReplaced);
        }
        finally
        {
            // Also when the wait was given up or loading met a defect: then the next opening starts afresh.
            if (lease is null && !TryAbandon(entry))
            {
                Release(entry);
            }
        }
    }

    // Who asks again finds what was read so far. A file that takes longer than anybody waits could never be played otherwise.
    private bool TryAbandon(Entry entry)
    {
        if (entry.Loading.Value.IsCompleted || entry.Progress.Bytes < LeastAbandoned)
        {
            return false;
        }

        if (Interlocked.Increment(ref _abandoned) > MaxAbandoned)
        {
            Interlocked.Decrement(ref _abandoned);
            return false;
        }

        _ = AwaitAbandonedAsync(entry);
        return true;
    }

    private async Task AwaitAbandonedAsync(Entry entry)
    {
        await ((Task)entry.Loading.Value.WaitAsync(AbandonedPatience, _clock)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref _abandoned);
        Release(entry);
    }

    /// <summary>One more use of an asset that is in use.</summary>
    public void Share(Entry entry)
    {
        lock (_lock)
        {
            entry.Uses++;
        }
    }

    /// <summary>Gives one use of an asset back.</summary>
    public void Release(Entry entry)
    {
        List<Entry> evicted = [];
        lock (_lock)
        {
            if (--entry.Uses > 0)
            {
                return;
            }

            if (entry is { Asset: not null, IsPlayed: true, IsReplaced: false })
            {
                _idle.AddLast(entry.IdleNode);
            }
            else
            {
                evicted.Add(entry);
            }

            while (_idle.Count > MaxIdle)
            {
                evicted.Add(_idle.First!.Value);
                _idle.RemoveFirst();
            }

            evicted.ForEach(Close);
        }
    }

    /// <summary>Closes all files.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (Entry entry in _entries.Values)
            {
                entry.Content.Dispose();
            }

            _entries.Clear();
            _idle.Clear();
        }
    }

    private Entry Take(IAssetContent content, bool isForViewer)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(content.Key, out Entry? entry))
            {
                content.Dispose();
            }
            else
            {
                LoadProgress progress = new();
                entry = new Entry(content, new(() => _loader.LoadAsync(content, progress)), progress);
                Replace(content.Key.Identity);
                _entries.Add(content.Key, entry);
            }

            entry.IsReplaced = false;

            if (entry.IdleNode.List is not null)
            {
                _idle.Remove(entry.IdleNode);
            }

            entry.Uses++;
            entry.IsPlayed |= isForViewer;
            return entry;
        }
    }

    // There is a new version of a file: the old ones play to their end, but nobody asks for them any more.
    private void Replace(string identity)
    {
        List<Entry> versions = [.. _entries.Values.Where(entry => entry.Content.Key.Identity == identity)];
        foreach (Entry old in versions)
        {
            old.IsReplaced = true;
            if (old.IdleNode.List is not null)
            {
                _idle.Remove(old.IdleNode);
                Close(old);
            }
        }
    }

    private void Close(Entry entry)
    {
        _entries.Remove(entry.Content.Key);

        // Inside the lock: the sound of the same file, opened again, must not be found on the closed one.
        _loader.Unload(entry.Content, entry.Asset);
    }

    private IReadOnlyCollection<AssetKey> Played()
    {
        lock (_lock)
        {
            return [.. _entries.Where(static entry => entry.Value is { IsPlayed: true, Uses: > 0 }).Select(static entry => entry.Key)];
        }
    }

    private static SessionEndReason ReasonOf(StorageOpenStatus status) => status switch
    {
        StorageOpenStatus.MalformedPath => SessionEndReason.BadUri,
        StorageOpenStatus.OutsideStorage => SessionEndReason.AccessDenied,
        StorageOpenStatus.NotFound => SessionEndReason.FileNotFound,
        _ => SessionEndReason.ReadFailed,
    };

    /// <summary>One open asset and how many use it. Guarded by the catalog's lock.</summary>
    internal sealed class Entry
    {
        public Entry(IAssetContent content, Lazy<Task<AssetLoadResult>> loading, LoadProgress progress)
        {
            Content = content;
            Loading = loading;
            Progress = progress;
            IdleNode = new LinkedListNode<Entry>(this);
        }

        /// <summary>The file.</summary>
        public IAssetContent Content { get; }

        /// <summary>Reading of the index, started by the first who wants it.</summary>
        public Lazy<Task<AssetLoadResult>> Loading { get; }

        /// <summary>How far that has come.</summary>
        public LoadProgress Progress { get; }

        /// <summary>The asset, once it is loaded and if it can be played.</summary>
        public MediaAsset? Asset => Loading is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } loaded } ? loaded.Result.Asset : null;

        /// <summary>Place in the list of unused assets.</summary>
        public LinkedListNode<Entry> IdleNode { get; }

        /// <summary>Leases and openings.</summary>
        public int Uses { get; set; }

        /// <summary>Whether there is a newer version of the file.</summary>
        public bool IsReplaced { get; set; }

        /// <summary>Whether a viewer has opened it.</summary>
        public bool IsPlayed { get; set; }
    }
}
