namespace Vod.Media.Host.Storage.Objects;

/// <summary>How long to wait before a request is made again: twice as long each time, and somewhat by chance, so that those who failed together do not come back together. Any thread.</summary>
/// <param name="random">The chance; a test gives a seeded one.</param>
/// <param name="first">Wait after the first failure.</param>
/// <param name="longest">Longest wait.</param>
internal sealed class Backoff(Random random, TimeSpan first, TimeSpan longest)
{
    /// <summary>Wait after the first failure: a connection that was reset, or a server of many, is worth trying again soon.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait: it bounds how late the end of an outage is noticed.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    private readonly Lock _lock = new();

    /// <summary>For requests that somebody waits for.</summary>
    public Backoff(Random random)
        : this(random, First, Longest)
    {
    }

    /// <summary>A wait between half and all of what is due.</summary>
    /// <param name="failures">Failures in a row, from 1 on.</param>
    public TimeSpan After(int failures)
    {
        double full = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, failures - 1));
        lock (_lock)
        {
            return TimeSpan.FromMilliseconds(full * (1 + random.NextDouble()) / 2);
        }
    }
}
