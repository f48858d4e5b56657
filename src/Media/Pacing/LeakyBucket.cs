using Vod.Media.Timing;

namespace Vod.Media.Pacing;

/// <summary>
/// A bucket that leaks at a steady rate, kept as the one time at which it will be empty: then changing the rate needs no
/// bookkeeping, and there is nothing to round off while nothing happens.
/// </summary>
internal struct LeakyBucket
{
    /// <summary>When everything poured in so far has leaked out.</summary>
    public MonotonicTime EmptyAt { get; private set; }

    /// <summary>Pours in, not before <paramref name="notBefore"/>: time before that is not made up for.</summary>
    /// <param name="amount">Bytes or packets.</param>
    /// <param name="ratePerSecond">The leak, in the same unit; at least 1.</param>
    /// <param name="notBefore">Usually now, earlier to let a late caller catch up.</param>
    public void Pour(int amount, long ratePerSecond, MonotonicTime notBefore) =>
        EmptyAt = MonotonicTime.Max(EmptyAt, notBefore) + TimeToLeak(amount, ratePerSecond);

    /// <summary>Forgets credit from before a time.</summary>
    public void StartNotBefore(MonotonicTime time) => EmptyAt = MonotonicTime.Max(EmptyAt, time);

    /// <summary>How long an amount takes to leak out.</summary>
    public static TimeSpan TimeToLeak(int amount, long ratePerSecond) => new(amount * TimeSpan.TicksPerSecond / ratePerSecond);
}
