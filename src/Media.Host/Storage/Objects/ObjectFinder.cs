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
            (TransferResult result, AssetKey? key) = await AskOnceAsync(address, isCached, start, acquire);
            if (result.Outcome is not (TransferOutcome.Throttled or TransferOutcome.Unavailable or TransferOutcome.Misfit))
            {
                return new(StatusOf(result.Outcome), key, $"{store.Name}: {result.Outcome}, {result.Detail}");
            }

            TimeSpan left = options.GiveUpOpeningAfter - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || _closed.IsCancellationRequested)
            {
                return new(StorageOpenStatus.Unreadable, null, $"{store.Name}: gave up, {result.Outcome}, {result.Detail}");
            }

            TimeSpan wait = fetcher.Backoff.After(failures);
            await Task.Delay(wait < left ? wait : left, clock, CancellationToken.None);
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

    private async Task<(TransferResult Result, AssetKey? Key)> AskOnceAsync(
        ObjectAddress address, bool isCached, long start, Func<AssetKey, ObjectVersion> acquire)
    {
        try
        {
            TimeSpan left = options.GiveUpOpeningAfter - clock.GetElapsedTime(start);
            await fetcher.EnterAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
        catch (Exception exception) when (exception is TimeoutException or ObjectDisposedException)
        {
            return (new(TransferOutcome.Unavailable, "too many requests are under way"), null);
        }

        TransferResult result = new(TransferOutcome.Failed);
        bool isAdopted = false;
        try
        {
            ObjectReply reply = await SendAsync(address, isCached);
            AssetKey? key = null;
            (result, key) = Judge(address, isCached, reply);
            if (result.Outcome == TransferOutcome.Done && key is { Size: > 0 } && !isCached)
            {
                isAdopted = true;
                fetcher.Adopt(acquire(key), reply);
            }
            else
            {
                reply.Dispose();
            }

            return (result, key);
        }
        catch (OperationCanceledException)
        {
            result = new(TransferOutcome.Unavailable, "no answer in time");
            return (result, null);
        }
        catch (Exception exception) when (!isAdopted)
        {
            // A store does not throw; whatever it did all the same, those who wait have to hear of it.
            result = new(TransferOutcome.Failed, exception.Message);
            return (result, null);
        }
        finally
        {
            if (!isAdopted)
            {
                fetcher.Leave(result);
            }
        }
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
