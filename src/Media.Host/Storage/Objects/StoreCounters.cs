namespace Vod.Media.Host.Storage.Objects;

/// <summary>What was asked of one store, and what for, since the process started. Any thread.</summary>
internal sealed class StoreCounters
{
    private readonly long[] _requests = new long[Enum.GetValues<TransferOutcome>().Length];
    private long _bytesRead;
    private long _bytesServed;
    private long _hits;
    private long _misses;
    private long _retries;
    private long _dropped;
    private int _inFlight;

    /// <summary>Requests that are under way.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Bytes of objects that came from the store, those of bodies that broke off included.</summary>
    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>Bytes of objects that were given to readers.</summary>
    public long BytesServed => Volatile.Read(ref _bytesServed);

    /// <summary>Blocks that readers found in the cache.</summary>
    public long Hits => Volatile.Read(ref _hits);

    /// <summary>Blocks that readers had to wait for.</summary>
    public long Misses => Volatile.Read(ref _misses);

    /// <summary>Requests that repeat or continue one that failed.</summary>
    public long Retries => Volatile.Read(ref _retries);

    /// <summary>Blocks that were wanted and never asked for, because nobody wanted them any more.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>All requests that have ended.</summary>
    public long Requests => Enum.GetValues<TransferOutcome>().Sum(RequestsOf);

    /// <summary>Requests that ended in a way.</summary>
    public long RequestsOf(TransferOutcome outcome) => Volatile.Read(ref _requests[(int)outcome]);

    public void Started() => Interlocked.Increment(ref _inFlight);

    public void Ended(TransferOutcome outcome)
    {
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Increment(ref _requests[(int)outcome]);
    }

    public void Read(int bytes) => Interlocked.Add(ref _bytesRead, bytes);

    public void Served(int bytes) => Interlocked.Add(ref _bytesServed, bytes);

    public void Hit() => Interlocked.Increment(ref _hits);

    public void Miss() => Interlocked.Increment(ref _misses);

    public void Retry() => Interlocked.Increment(ref _retries);

    public void Drop() => Interlocked.Increment(ref _dropped);
}
