using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// The blocks that no request has yet, in the order in which they get one: what somebody waits for before what is read ahead, and what may not be asked for yet not at all. Guarded by the
/// lock of the fetcher.
/// </summary>
/// <remarks>A block that went another way stays in its place here until its turn comes, and is passed over then.</remarks>
internal sealed class FetchQueue
{
    private readonly Queue<BlockLoad> _demand = new();
    private readonly Queue<BlockLoad> _ahead = new();
    private readonly PriorityQueue<BlockLoad, (DateTimeOffset Due, long Order)> _delayed = new();
    private long _order;

    /// <summary>When the next block may be asked for that may not yet; null if there is none.</summary>
    public DateTimeOffset? NextDue => _delayed.TryPeek(out _, out (DateTimeOffset Due, long Order) next) ? next.Due : null;

    /// <summary>Enters a block.</summary>
    public void Add(BlockLoad load, DateTimeOffset now)
    {
        if (load.NotBefore > now)
        {
            _delayed.Enqueue(load, (load.NotBefore, _order++));
        }
        else
        {
            (load.Waiters > 0 ? _demand : _ahead).Enqueue(load);
        }
    }

    /// <summary>Takes the block whose turn it is.</summary>
    /// <param name="now">The time.</param>
    /// <param name="allowAhead">Whether it may be one that nobody waits for.</param>
    /// <param name="load">The block.</param>
    public bool TryTake(DateTimeOffset now, bool allowAhead, [NotNullWhen(true)] out BlockLoad? load)
    {
        while (NextDue <= now)
        {
            BlockLoad due = _delayed.Dequeue();
            if (IsDue(due, now))
            {
                (due.Waiters > 0 ? _demand : _ahead).Enqueue(due);
            }
        }

        while (_demand.TryDequeue(out load))
        {
            if (IsDue(load, now))
            {
                if (load.Waiters > 0)
                {
                    return true;
                }

                _ahead.Enqueue(load);
            }
        }

        while (allowAhead && _ahead.TryDequeue(out load))
        {
            if (IsDue(load, now))
            {
                return true;
            }
        }

        load = null;
        return false;
    }

    private static bool IsDue(BlockLoad load, DateTimeOffset now) => load.State == BlockLoadState.Queued && load.NotBefore <= now;
}
