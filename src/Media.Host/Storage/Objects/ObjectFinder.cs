using Vod.Media.Preparation;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>Asks a store for an object, more than once if need be, and no longer than somebody would wait for it.</summary>
internal sealed class ObjectFinder(IObjectStore store, BlockFetcher fetcher, ObjectCacheOptions options, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    /// <summary>Finds out size and version of an object.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="isCached">Whether its first block is likely to be in the cache, so that it need not be asked for.</param>
    /// <param name="acquire">Opens what was found, to receive its first block.</param>
    public async Task<ObjectFound> FindAsync(ObjectAddress address, bool isCached, Func<AssetKey, ObjectVersion> acquire)
    {
        long start = clock.GetTimestamp();
        for (int failures = 1; ; failures++)
        {
            TimeSpan left = options.GiveUpOpeningAfter - clock.GetElapsedTime(start);
            (TransferResult result, AssetKey? key, Task again) = await AskOnceAsync(
                address, isCached, left > TimeSpan.Zero ? left : TimeSpan.Zero, fetcher.Backoff.After(failures), acquire);
            if (!IsPassing(result.Outcome))
            {
                return new(StatusOf(result.Outcome), key, $"{store.Name}: {result.Outcome}, {result.Detail}");
            }

            if (clock.GetElapsedTime(start) >= options.GiveUpOpeningAfter || _closed.IsCancellationRequested)
            {
                return new(StorageOpenStatus.Unreadable, null, $"{store.Name}: gave up, {result.Outcome}, {result.Detail}");
            }

            await again;
            fetcher.Counters.Retry();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _closed.Cancel();

    private static StorageOpenStatus StatusOf(TransferOutcome outcome) => outcome switch
    {
        TransferOutcome.Done => StorageOpenStatus.Opened,
        TransferOutcome.NotFound => StorageOpenStatus.NotFound,
        _ => StorageOpenStatus.Unreadable,
    };

    private static bool IsPassing(TransferOutcome outcome) => outcome is TransferOutcome.Throttled or TransferOutcome.Unavailable or TransferOutcome.Misfit;

    /// <summary>One request.</summary>
    /// <returns>How it ended, what it found, and when another is due if it has to be repeated.</returns>
    private async Task<(TransferResult Result, AssetKey? Key, Task Again)> AskOnceAsync(
        ObjectAddress address, bool isCached, TimeSpan left, TimeSpan pause, Func<AssetKey, ObjectVersion> acquire)
    {
        try
        {
            await fetcher.EnterAsync(left);
        }
        catch (Exception exception) when (exception is TimeoutException or ObjectDisposedException)
        {
            return (new(TransferOutcome.Unavailable, "too many requests are under way"), null, Task.CompletedTask);
        }

        TransferResult result;
        AssetKey? key = null;
        try
        {
            ObjectReply reply = await SendAsync(address, isCached);
            (result, key) = Judge(address, isCached, reply);
            if (result.Outcome == TransferOutcome.Done && key is { Size: > 0 } && !isCached)
            {
                fetcher.Adopt(acquire(key), reply);
                return (result, key, Task.CompletedTask);
            }

            reply.Dispose();
        }
        catch (OperationCanceledException)
        {
            result = new(TransferOutcome.Unavailable, "no answer in time");
        }
        catch (Exception exception)
        {
            // A store does not throw; whatever it did all the same, those who wait have to hear of it.
            result = new(TransferOutcome.Failed, exception.Message);
        }

        Task again = IsPassing(result.Outcome) ? Task.Delay(pause < left ? pause : left, clock, CancellationToken.None) : Task.CompletedTask;
        fetcher.Leave(result);
        return (result, key, again);
    }

    private async Task<ObjectReply> SendAsync(ObjectAddress address, bool isCached)
    {
        using CancellationTokenSource patience = new(options.FirstByteTimeout, clock);
        using CancellationTokenRegistration closed = _closed.Token.Register(static source => ((CancellationTokenSource)source!).Cancel(), patience);
        return isCached
            ? await store.LookAsync(address, patience.Token)
            : await store.GetAsync(address, 0, options.BlockBytes, null, patience.Token);
    }

    private (TransferResult Result, AssetKey? Key) Judge(ObjectAddress address, bool isCached, ObjectReply reply)
    {
        string identity = $"{store.Name}://{address}";
        return reply.Status switch
        {
            // Of an object without bytes there is no first one.
            ObjectReplyStatus.BeyondEnd => (new(TransferOutcome.Done), new AssetKey(identity, "empty", 0)),
            ObjectReplyStatus.Found when reply.EntityTag.Length == 0 =>
                (new(TransferOutcome.Failed, "the store does not say which version the object has"), null),
            ObjectReplyStatus.Found when !isCached && (reply.Offset != 0 || reply.Length != Math.Min(options.BlockBytes, reply.Size)) =>
                (new(TransferOutcome.Misfit, $"bytes {reply.Offset} to {reply.Offset + reply.Length} instead of the first"), null),
            ObjectReplyStatus.Found => (new(TransferOutcome.Done), new AssetKey(identity, reply.EntityTag, reply.Size)),
            _ => (TransferResult.Of(reply), null),
        };
    }
}
