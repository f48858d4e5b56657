using System.Diagnostics.Metrics;
using Vod.Media.Timing;

namespace Vod.Media.Host.Telemetry;

/// <summary>
/// How much of its time a worker works, and how late it serves deadlines. Called by the worker's thread a few times a round, so it must neither allocate nor wait.
/// </summary>
/// <param name="lag">Takes the lateness, in seconds.</param>
/// <param name="worker">The label of the worker.</param>
internal sealed class LoopMeter(Histogram<double> lag, KeyValuePair<string, object?> worker)
{
    private MonotonicTime _awakeSince;
    private long _busyTicks;

    /// <summary>Time not spent waiting so far. Any thread may read.</summary>
    public TimeSpan Busy => new(Volatile.Read(ref _busyTicks));

    /// <summary>The worker begins to work, or goes on.</summary>
    public void Awake(MonotonicTime now) => _awakeSince = now;

    /// <summary>The worker is about to wait.</summary>
    public void Sleep(MonotonicTime now) => _busyTicks += (now - _awakeSince).Ticks;

    /// <summary>
    /// The worker looks at its deadlines. One measurement a round, of the deadline that has waited longest: one for each would cost more than it tells, because all that are
    /// late in a round are late for the same reason.
    /// </summary>
    public void Look(MonotonicTime earliest, MonotonicTime now)
    {
        if (earliest <= now)
        {
            lag.Record((now - earliest).TotalSeconds, worker);
        }
    }
}
