using System.Buffers;

namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// A block that is wanted and not in the cache: one for all who want it. Guarded by the lock of the fetcher, except for the bytes, which belong to the request that brings them until the
/// block is ready, and never change from then on.
/// </summary>
internal sealed class BlockLoad(ObjectVersion version, int index)
{
    /// <summary>A place where nobody has read for this long is one where nobody is any more: who plays reads many times a second.</summary>
    public static readonly TimeSpan AttentionSpan = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _buffer;
    private int? _place;
    private bool _isKept;

    // The fetcher holds it until it is stored.
    private int _holders = 1;

    /// <summary>Of which object.</summary>
    public ObjectVersion Version => version;

    /// <summary>Which block.</summary>
    public int Index => index;

    /// <summary>Its bytes.</summary>
    public int Length { get; } = version.LengthOf(index);

    /// <summary>How far it has got.</summary>
    public BlockLoadState State { get; set; }

    /// <summary>Readers that wait for it.</summary>
    public int Waiters { get; private set; }

    /// <summary>The block of the reader that it is ahead of.</summary>
    public int Place
    {
        get => _place ?? index;
        set => _place = value;
    }

    /// <summary>When it was last expected to be read, by a reader that goes on steadily.</summary>
    public DateTimeOffset ExpectedAt { get; set; }

    /// <summary>Unless it is expected, it is wanted only if somebody has read between that place and it after this time.</summary>
    public DateTimeOffset IfReadAfter { get; set; }

    /// <summary>Whether it is wanted whatever is read meanwhile.</summary>
    public bool IsThrough { get; set; }

    /// <summary>When it may be asked for.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>Requests for it that brought nothing.</summary>
    public int Failures { get; set; }

    /// <summary>Since when it fails: when bytes last came, else when it was asked for first. Null as long as it does not.</summary>
    public DateTimeOffset? FailsSince { get; set; }

    /// <summary>Bytes that are here.</summary>
    public int Filled { get; set; }

    /// <summary>The request that brings it.</summary>
    public BlockRun? Run { get; set; }

    /// <summary>Ends when it is here; fails with what has become of it.</summary>
    public Task Arrival => _arrival.Task;

    /// <summary>Where its bytes are, <see cref="Length"/> of them once it is here.</summary>
    public byte[] Buffer => _buffer ??= ArrayPool<byte>.Shared.Rent(Length);

    /// <summary>Whether it is worth a request: somebody waits for it, or is on the way to it.</summary>
    public bool IsStillWanted(DateTimeOffset now)
    {
        DateTimeOffset lately = now - AttentionSpan;
        if (Waiters > 0 || IsThrough || ExpectedAt >= lately)
        {
            return true;
        }

        long since = (IfReadAfter > lately ? IfReadAfter : lately).UtcTicks;
        for (int i = Place; i <= index; i++)
        {
            if ((version.Folder.Blocks.TryGetValue(i, out CachedBlock? block) && block.LastRead >= since)
                || (version.Loads.TryGetValue(i, out BlockLoad? before) && before.Waiters > 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One more reader waits for it.</summary>
    public void AddWaiter()
    {
        Waiters++;
        _holders++;
    }

    /// <summary>A reader has what it wanted, or has gone.</summary>
    public void RemoveWaiter()
    {
        Waiters--;
        Drop();
    }

    /// <summary>All bytes are here.</summary>
    public void Arrive()
    {
        State = BlockLoadState.Ready;
        _arrival.TrySetResult();
    }

    /// <summary>The fetcher is done with it.</summary>
    /// <param name="failure">Why it did not arrive.</param>
    /// <param name="isKept">Whether the cache has taken the buffer.</param>
    public void End(Exception? failure = null, bool isKept = false)
    {
        State = BlockLoadState.Ended;
        Run = null;
        _isKept = isKept;
        if (failure is not null && _arrival.TrySetException(failure))
        {
            // Nobody may be waiting.
            _ = _arrival.Task.Exception;
        }

        Drop();
    }

    private void Drop()
    {
        if (--_holders == 0 && _buffer is { } buffer)
        {
            _buffer = null;
            if (!_isKept)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
