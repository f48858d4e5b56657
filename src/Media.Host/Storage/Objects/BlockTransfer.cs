namespace Vod.Media.Host.Storage.Objects;

/// <summary>Makes one request and hands its blocks on while they come. What does not fit the request exactly is never handed on.</summary>
internal sealed class BlockTransfer(IObjectStore store, ObjectCacheOptions options, TimeProvider clock, StoreCounters counters, IBlockSink sink)
{
    /// <summary>Makes the request of a run.</summary>
    /// <param name="run">What is wanted.</param>
    /// <param name="opened">The answer, if there is one already.</param>
    public async Task<TransferResult> RunAsync(BlockRun run, ObjectReply? opened)
    {
        using CancellationTokenSource patience = new(Timeout.InfiniteTimeSpan, clock);
        using CancellationTokenRegistration closed = run.Version.Closed.Register(static source => ((CancellationTokenSource)source!).Cancel(), patience);
        bool hasHeader = opened is not null;
        try
        {
            patience.CancelAfter(options.FirstByteTimeout);
            using ObjectReply reply = opened ?? await store.GetAsync(run.Version.Address, run.Offset, run.Length, run.Version.Key.Version, patience.Token);
            hasHeader = true;
            return reply.Status != ObjectReplyStatus.Found ? TransferResult.Of(reply)
                : Mismatch(run, reply) is { } mismatch ? new(TransferOutcome.Misfit, mismatch)
                : await ReceiveAsync(run, reply, patience);
        }
        catch (Exception) when (run.Version.Closed.IsCancellationRequested)
        {
            return new(TransferOutcome.Abandoned);
        }
        catch (OperationCanceledException)
        {
            return hasHeader ? new(TransferOutcome.Broken, "the body stalled") : new(TransferOutcome.Unavailable, "no answer in time");
        }
        catch (Exception exception)
        {
            // A body throws whatever the library of its store does, and what is to be done about it is always the same.
            return new(TransferOutcome.Broken, exception is IOException ? exception.Message : exception.GetType().Name);
        }
    }

    private static string? Mismatch(BlockRun run, ObjectReply reply)
    {
        ObjectVersion version = run.Version;
        return reply.EntityTag != version.Key.Version ? $"version {reply.EntityTag} instead of {version.Key.Version}"
            : reply.Size != version.Key.Size ? $"{reply.Size} bytes instead of {version.Key.Size}"
            : reply.Offset != run.Offset || reply.Length != run.Length
                ? $"bytes {reply.Offset} to {reply.Offset + reply.Length} instead of {run.Offset} to {run.Offset + run.Length}"
            : null;
    }

    private async Task<TransferResult> ReceiveAsync(BlockRun run, ObjectReply reply, CancellationTokenSource patience)
    {
        long end = run.Offset + run.Length;
        Task stored = Task.CompletedTask;
        try
        {
            while (sink.TryBegin(run, out BlockLoad? load))
            {
                if (!await FillAsync(run, load, reply.Body, patience))
                {
                    return new(TransferOutcome.Broken, "the body ended early");
                }

                // Also lets the connection be used again: it has to be read to its end for that.
                if (run.Version.StartOf(load.Index) + load.Length == end && !await IsAtEndAsync(reply.Body, patience.Token))
                {
                    load.Filled = 0;
                    return new(TransferOutcome.Misfit, "the body goes on behind its end");
                }

                // One block is written while the next one comes, so memory stays bounded when the disk is the slower one.
                patience.CancelAfter(Timeout.InfiniteTimeSpan); // the disk is not the store's fault
                await stored;
                stored = sink.ArriveAsync(run, load);
            }

            return new(TransferOutcome.Done);
        }
        finally
        {
            await stored;
        }
    }

    private static async Task<bool> IsAtEndAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(new byte[1], cancellationToken) == 0;
        }
        catch (Exception)
        {
            // What was asked for is here; how the answer ends is the connection's business, which is not used again.
            return true;
        }
    }

    private async Task<bool> FillAsync(BlockRun run, BlockLoad load, Stream body, CancellationTokenSource patience)
    {
        int reported = load.Filled;
        patience.CancelAfter(options.StallTimeout);
        while (load.Filled < load.Length)
        {
            int read = await body.ReadAsync(load.Buffer.AsMemory(load.Filled, load.Length - load.Filled), patience.Token);
            if (read == 0)
            {
                return false;
            }

            counters.Read(read);
            load.Filled += read;
            if (load.Filled - reported >= ObjectCacheOptions.MinProgressBytes || load.Filled == load.Length)
            {
                reported = load.Filled;
                run.LastProgress = clock.GetUtcNow();
                patience.CancelAfter(options.StallTimeout);
            }
        }

        return true;
    }
}
