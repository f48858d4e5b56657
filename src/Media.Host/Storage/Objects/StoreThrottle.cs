namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// How many requests a store is asked at once: as many as the settings allow, until it asks to be left alone. Then none for a while, half as many after that, and one more with each that
/// succeeds. Guarded by the lock of the fetcher.
/// </summary>
internal sealed class StoreThrottle
{
    // One request in four is kept for what somebody waits for.
    private const int ReserveDivisor = 4;

    private readonly int _most;
    private readonly TimeSpan _maxRetryAfter;
    private readonly Backoff _backoff;
    private int _inARow;

    /// <param name="most">What the settings allow, at least 1.</param>
    /// <param name="maxRetryAfter">Longest time that a store is left alone because it asks for it.</param>
    /// <param name="backoff">How long it is left alone at least.</param>
    public StoreThrottle(int most, TimeSpan maxRetryAfter, Backoff backoff)
    {
        _most = most;
        _maxRetryAfter = maxRetryAfter;
        _backoff = backoff;
        Limit = most;
    }

    /// <summary>Requests at once.</summary>
    public int Limit { get; private set; }

    /// <summary>Requests at once as long as nobody waits for what they bring.</summary>
    public int LimitAhead => Math.Max(1, Limit - Math.Max(1, Limit / ReserveDivisor));

    /// <summary>Until when it is left alone.</summary>
    public DateTimeOffset NotBefore { get; private set; }

    /// <summary>A request was refused because there are too many.</summary>
    public void Refused(DateTimeOffset now, TimeSpan? retryAfter)
    {
        // Those that were made together with one that was refused are refused as well, which says nothing new.
        if (now < NotBefore)
        {
            return;
        }

        Limit = Math.Max(1, Limit / 2);
        TimeSpan pause = _backoff.After(++_inARow);
        if (retryAfter is { } asked)
        {
            pause = TimeSpan.FromTicks(Math.Max(pause.Ticks, Math.Min(asked.Ticks, _maxRetryAfter.Ticks)));
        }

        NotBefore = now + pause;
    }

    /// <summary>A request went well.</summary>
    public void Succeeded()
    {
        _inARow = 0;
        Limit = Math.Min(_most, Limit + 1);
    }
}
