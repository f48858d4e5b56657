using Microsoft.Extensions.Logging;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// Brings blocks from one store: one request for a block however many want it, one for neighbouring blocks that are wanted together, as many at the same time as the store bears. What fails
/// is tried again until it is given up. Thread-safe.
/// </summary>
internal sealed partial class BlockFetcher : IBlockSink, IDisposable
{
    /// <summary>
    /// Blocks that a reader lets a request bring which are before the one it waits for; when there are more, another request brings that one and what follows it. 16 MiB come in the time
    /// of a few requests.
    /// </summary>
    public const int MaxBlocksBefore = 16;

    /// <summary>The same where a reader has said that it reads everything: the way from one fragment to the next, a minute of a common film and more.</summary>
    public const int MaxBlocksBeforeThrough = 64;

    /// <summary>How long a reader has to stay at a place that it jumped to before anything is read ahead there: whoever drags a slider has left by then.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly FetchQueue _queue = new();
    private readonly Queue<TaskCompletionSource> _entrants = new();
    private readonly IObjectStore _store;
    private readonly BlockCache _cache;
    private readonly ObjectCacheOptions _options;
    private readonly TimeProvider _clock;
    private readonly Backoff _backoff;
    private readonly StoreThrottle _throttle;
    private readonly BlockTransfer _transfer;
    private readonly ITimer _wake;
    private readonly ILogger _logger;
    private int _running;
    private int _entered; // those of them that are not for blocks
    private bool _isDisposed;

    public BlockFetcher(IObjectStore store, BlockCache cache, ObjectCacheOptions options, TimeProvider clock, Random random, ILogger logger)
    {
        _store = store;
        _cache = cache;
        _options = options;
        _clock = clock;
        _logger = logger;
        _backoff = new Backoff(random);
        _throttle = new StoreThrottle(options.ParallelRequests, options.MaxRetryAfter, _backoff);
        _transfer = new BlockTransfer(store, options, clock, Counters, this);
        _wake = clock.CreateTimer(static self => ((BlockFetcher)self!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What was asked of the store.</summary>
    public StoreCounters Counters { get; } = new();

    /// <summary>How long to wait before something is tried again.</summary>
    public Backoff Backoff => _backoff;

    /// <summary>Wants blocks that somebody waits for. They are asked for before anything that nobody waits for, and each is to be given back by <see cref="Release"/>.</summary>
    /// <param name="version">Of which object.</param>
    /// <param name="indexes">The blocks, in order.</param>
    /// <param name="ahead">Those behind them that are worth coming along.</param>
    /// <returns>For each block what to wait for; null where it is in the cache by now.</returns>
    /// <exception cref="ContentChangedException">The store has other bytes by now.</exception>
    /// <exception cref="ObjectDisposedException">The object was closed.</exception>
    public BlockLoad?[] Demand(ObjectVersion version, IReadOnlyList<int> indexes, IReadOnlyList<int> ahead)
    {
        BlockLoad?[] loads = new BlockLoad?[indexes.Count];
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed || version.Closed.IsCancellationRequested, version);
            DateTimeOffset now = _clock.GetUtcNow();
            bool isFirst = true;
            bool isNew = false;
            for (int i = 0; i < loads.Length; i++)
            {
                isNew |= !version.Loads.ContainsKey(indexes[i]);
                if (version.Change is null || version.Loads.ContainsKey(indexes[i]))
                {
                    loads[i] = Demand(version, indexes[i], now, isFirst);
                    isFirst &= loads[i] is null;
                }
                else if (!version.Folder.Blocks.ContainsKey(indexes[i]))
                {
                    ReleaseAll(loads);
                    throw new ContentChangedException(version.Change.Message);
                }
            }

            // Behind what is under way anyway, the request for it goes on already.
            if (isNew)
            {
                Expect(version, ahead, indexes[^1], AheadPace.Steady, now);
            }

            Pump();
        }

        return loads;
    }

    /// <summary>A reader has got a block, or has gone.</summary>
    public void Release(BlockLoad load)
    {
        lock (_lock)
        {
            load.RemoveWaiter();
        }
    }

    /// <summary>Wants blocks that somebody will wait for soon.</summary>
    /// <param name="version">Of which object.</param>
    /// <param name="indexes">The blocks, in order.</param>
    /// <param name="place">The block that is read now.</param>
    /// <param name="pace">How sure it is that they will be read.</param>
    public void Expect(ObjectVersion version, IEnumerable<int> indexes, int place, AheadPace pace)
    {
        lock (_lock)
        {
            if (_isDisposed || version.Closed.IsCancellationRequested || version.Change is not null)
            {
                return;
            }

            Expect(version, indexes, place, pace, _clock.GetUtcNow());
            Pump();
        }
    }

    /// <summary>Lets a request be made that is not for blocks, when its turn comes. To be followed by <see cref="Leave"/> or <see cref="Adopt"/>.</summary>
    /// <exception cref="TimeoutException">Its turn did not come in time.</exception>
    /// <exception cref="ObjectDisposedException">The fetcher was closed.</exception>
    public async Task EnterAsync(TimeSpan patience)
    {
        TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _entrants.Enqueue(turn);
            Pump();
        }

        try
        {
            await turn.Task.WaitAsync(patience, _clock);
        }
        catch (TimeoutException) when (!turn.TrySetCanceled())
        {
            // It has come at the last moment.
        }
    }

    /// <summary>A request that was let in has ended.</summary>
    public void Leave(TransferResult result)
    {
        lock (_lock)
        {
            _running--;
            _entered--;
            NoteOutcome(result);
            Pump();
            Counters.Ended(result.Outcome);
        }
    }

    /// <summary>Takes the answer to a request for the first blocks, which was let in: its body is received like any other.</summary>
    public void Adopt(ObjectVersion version, ObjectReply reply)
    {
        lock (_lock)
        {
            _entered--;
            List<BlockLoad> loads = [];
            int last = version.BlockOf(reply.Length - 1);
            bool isWanted = !_isDisposed && !version.Closed.IsCancellationRequested;
            for (int i = 0; isWanted && i <= last && !version.Loads.ContainsKey(i) && !version.Folder.Blocks.ContainsKey(i); i++)
            {
                loads.Add(new BlockLoad(version, i) { IsThrough = true });
            }

            // Only as a whole: the body has to be read from its beginning.
            if (loads.Count == last + 1)
            {
                loads.ForEach(load => version.Loads.Add(load.Index, load));
                Run(loads, reply);
                return;
            }

            reply.Dispose();
            _running--;
            Pump();
            Counters.Ended(TransferOutcome.Done);
        }
    }

    /// <summary>Ends all that is under way for an object, which everybody has closed.</summary>
    public void Abandon(ObjectVersion version)
    {
        version.Dispose();
        lock (_lock)
        {
            foreach (BlockLoad load in version.Loads.Values.Where(static load => load.State == BlockLoadState.Queued).ToArray())
            {
                End(load, new ObjectDisposedException(nameof(ObjectVersion)));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            while (_entrants.TryDequeue(out TaskCompletionSource? turn))
            {
                turn.TrySetException(new ObjectDisposedException(nameof(BlockFetcher)));
            }
        }

        _wake.Dispose();
    }

    private void Expect(ObjectVersion version, IEnumerable<int> indexes, int place, AheadPace pace, DateTimeOffset now)
    {
        foreach (int index in indexes)
        {
            if (!version.Loads.TryGetValue(index, out BlockLoad? load))
            {
                if (version.Folder.Blocks.ContainsKey(index))
                {
                    continue;
                }

                load = new BlockLoad(version, index);
                version.Loads.Add(index, load);
                load.NotBefore = pace == AheadPace.Jumped ? now + SettleTime : default;
                load.IfReadAfter = pace == AheadPace.Jumped ? now + (SettleTime / 2) : default;
                _queue.Add(load, now);
            }

            load.Place = place;
            load.IsThrough |= pace == AheadPace.Through;
            if (pace != AheadPace.Jumped)
            {
                load.ExpectedAt = now;
                Hasten(load, now);
            }
        }
    }

    private BlockLoad? Demand(ObjectVersion version, int index, DateTimeOffset now, bool isFirst)
    {
        if (!version.Loads.TryGetValue(index, out BlockLoad? load))
        {
            // It may have arrived since the reader looked.
            if (version.Folder.Blocks.ContainsKey(index))
            {
                return null;
            }

            load = new BlockLoad(version, index);
            version.Loads.Add(index, load);
        }

        load.AddWaiter();
        if (load.Run is { } run && load.State == BlockLoadState.Running && isFirst && index - run.Position > (load.IsThrough ? MaxBlocksBeforeThrough : MaxBlocksBefore))
        {
            foreach (BlockLoad cut in run.CutBefore(index))
            {
                (cut.State, cut.Run) = (BlockLoadState.Queued, null);
                _queue.Add(cut, now);
            }
        }
        else if (load.State == BlockLoadState.Queued)
        {
            Hasten(load, now);
            if (load.NotBefore <= now)
            {
                // Before what nobody waits for.
                _queue.Add(load, now);
            }
        }

        return load;
    }

    // What was put off because it might not be read is so no more. What was put off because it failed still is.
    private void Hasten(BlockLoad load, DateTimeOffset now)
    {
        if (load.State == BlockLoadState.Queued && load.Failures == 0 && load.NotBefore > now)
        {
            load.NotBefore = default;
            _queue.Add(load, now);
        }
    }

    private static void ReleaseAll(BlockLoad?[] loads)
    {
        foreach (BlockLoad? load in loads)
        {
            load?.RemoveWaiter();
        }
    }
}
