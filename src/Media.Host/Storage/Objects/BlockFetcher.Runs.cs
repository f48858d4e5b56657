using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>Which requests are made, and what follows from how they end.</summary>
internal sealed partial class BlockFetcher
{
    /// <inheritdoc/>
    public bool TryBegin(BlockRun run, [NotNullWhen(true)] out BlockLoad? load)
    {
        lock (_lock)
        {
            return run.TryGetNext(out load);
        }
    }

    /// <inheritdoc/>
    public async Task ArriveAsync(BlockRun run, BlockLoad load)
    {
        lock (_lock)
        {
            run.Advance();
            load.Arrive();
        }

        bool isKept = await _cache.StoreAsync(load.Version.Folder, load.Index, load.Buffer, load.Length);
        lock (_lock)
        {
            // Only now: whoever does not find it here finds it in the cache.
            load.Version.Loads.Remove(load.Index);
            load.End(isKept: isKept);
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Pump();
        }
    }

    private void Pump()
    {
        if (_isDisposed)
        {
            return;
        }

        DateTimeOffset now = _clock.GetUtcNow();
        while (now >= _throttle.NotBefore && _running < _throttle.Limit)
        {
            // Openings go first, but some requests are kept for those who play: an opening that hangs keeps its place for seconds.
            if (_entrants.Count > 0 && _entered < Math.Max(1, _throttle.LimitAhead))
            {
                Admit();
            }
            else if (!_queue.TryTake(now, _running < _throttle.LimitAhead, out BlockLoad? load))
            {
                break;
            }
            else if (load.IsStillWanted(now))
            {
                _running++;
                Counters.Started();
                Run(Gather(load, now), opened: null);
            }
            else
            {
                Counters.Drop();
                End(load, failure: null);
            }
        }

        ScheduleWake(now);
    }

    private void Admit()
    {
        if (_entrants.Dequeue().TrySetResult())
        {
            _running++;
            _entered++;
            Counters.Started();
        }
    }

    // What waits only for a request to end needs no timer: the end looks again.
    private void ScheduleWake(DateTimeOffset now)
    {
        DateTimeOffset? at = now < _throttle.NotBefore ? _throttle.NotBefore : _queue.NextDue;
        if (at > now)
        {
            TimeSpan wait = at.Value - now;
            _wake.Change(wait < MinWake ? MinWake : wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The block and those that follow it without a gap and are wanted too.</summary>
    private static List<BlockLoad> Gather(BlockLoad first, DateTimeOffset now)
    {
        List<BlockLoad> loads = [first];
        while (first.Version.Loads.TryGetValue(loads[^1].Index + 1, out BlockLoad? next)
            && next.State == BlockLoadState.Queued && next.NotBefore <= now && next.Filled == 0 && next.IsStillWanted(now))
        {
            loads.Add(next);
        }

        return loads;
    }

    private void Run(List<BlockLoad> loads, ObjectReply? opened)
    {
        BlockRun run = new(loads, _clock.GetUtcNow());
        if (loads[0].FailsSince is not null)
        {
            Counters.Retry();
        }

        foreach (BlockLoad load in loads)
        {
            (load.State, load.Run) = (BlockLoadState.Running, run);
        }

        _ = Task.Run(() => RunAsync(run, opened));
    }

    private async Task RunAsync(BlockRun run, ObjectReply? opened)
    {
        TransferResult result = await _transfer.RunAsync(run, opened);
        lock (_lock)
        {
            _running--;
            NoteOutcome(result);
            Settle(run, result);
            Pump();

            // Last, so that what follows from it is under way when it is not any more.
            Counters.Ended(result.Outcome);
        }
    }

    private void NoteOutcome(TransferResult result)
    {
        if (result.Outcome == TransferOutcome.Throttled)
        {
            _throttle.Refused(_clock.GetUtcNow(), result.RetryAfter);
        }
        else if (result.Outcome == TransferOutcome.Done)
        {
            _throttle.Succeeded();
        }
    }

    private void Settle(BlockRun run, TransferResult result)
    {
        BlockLoad[] rest = [.. run.Rest];
        ObjectVersion version = run.Version;
        switch (version.Closed.IsCancellationRequested ? TransferOutcome.Abandoned : result.Outcome)
        {
            case TransferOutcome.Done:
                break;
            case TransferOutcome.Abandoned:
                EndAll(rest, new ObjectDisposedException(nameof(ObjectVersion)));
                break;
            case TransferOutcome.Changed or TransferOutcome.NotFound:
                // Whatever else was under way for it ends the same way; what has arrived stays.
                version.Change ??= new ContentChangedException($"{_store.Name}: {version.Address} was replaced or deleted while it was read");
                EndAll([.. rest, .. version.Loads.Values.Where(static load => load.State == BlockLoadState.Queued)], version.Change);
                break;
            case TransferOutcome.Denied or TransferOutcome.Failed or TransferOutcome.BeyondEnd:
                GiveUp(rest, version, result);
                break;
            default:
                TryAgain(rest, run, result);
                break;
        }
    }

    private void TryAgain(BlockLoad[] rest, BlockRun run, TransferResult result)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        int failures = run.LastProgress is null ? rest[0].Failures + 1 : 1;
        TimeSpan wait = _backoff.After(failures);
        List<BlockLoad> hopeless = [];
        foreach (BlockLoad load in rest)
        {
            DateTimeOffset since = run.LastProgress ?? load.FailsSince ?? run.StartedAt;
            DateTimeOffset last = since + _options.GiveUpAfter;
            if (now >= last)
            {
                hopeless.Add(load);
                continue;
            }

            (load.State, load.Run, load.Failures, load.FailsSince) = (BlockLoadState.Queued, null, failures, since);
            load.NotBefore = now + wait < last ? now + wait : last;
            _queue.Add(load, now);
        }

        LogTryAgain(_store.Name, run.Version.Address, result.Outcome, result.Detail);
        if (hopeless.Count > 0)
        {
            GiveUp(hopeless, run.Version, result);
        }
    }

    private void GiveUp(IReadOnlyCollection<BlockLoad> loads, ObjectVersion version, TransferResult result)
    {
        LogGaveUp(_store.Name, version.Address, result.Outcome, result.Detail);
        EndAll(loads, new StorageGaveUpException($"{_store.Name}: {version.Address} cannot be read: {result.Outcome}, {result.Detail}"));
    }

    private static void EndAll(IReadOnlyCollection<BlockLoad> loads, Exception failure)
    {
        foreach (BlockLoad load in loads)
        {
            End(load, failure);
        }
    }

    private static void End(BlockLoad load, Exception? failure)
    {
        load.Version.Loads.Remove(load.Index);
        load.End(failure);
    }

    // Timers count in milliseconds.
    private static readonly TimeSpan MinWake = TimeSpan.FromMilliseconds(1);

    [LoggerMessage(363, LogLevel.Debug, "{Store}: a request for {Address} is made again ({Outcome}: {Detail})")]
    private partial void LogTryAgain(string store, ObjectAddress address, TransferOutcome outcome, string detail);

    [LoggerMessage(364, LogLevel.Warning, "{Store}: gave up reading {Address} ({Outcome}: {Detail})")]
    private partial void LogGaveUp(string store, ObjectAddress address, TransferOutcome outcome, string detail);
}
