using System.Diagnostics.Metrics;
using Vod.Media.Engine;

namespace Vod.Media.Host.Telemetry;

/// <summary>The instruments of the sessions of a node.</summary>
internal sealed class SessionMetrics
{
    // 1 ms to 10 s: an index that is in memory is opened in less than the first, and a viewer who waits for longer than the last has left.
    private static readonly double[] JoinBounds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    private static readonly KeyValuePair<string, object?>[] States = Labels.Of<SessionState>("state");
    private static readonly KeyValuePair<string, object?>[] Stages = Labels.Of<JoinStage>("stage");
    private static readonly KeyValuePair<string, object?>[] Reasons = Labels.Of<SessionEndReason>("reason");
    private readonly int[] _sessions = new int[States.Length];
    private readonly Histogram<double> _join;
    private readonly Counter<long> _ended;

    /// <summary>Creates the instruments.</summary>
    public SessionMetrics(Meter meter)
    {
        meter.CreateObservableUpDownCounter("vod.media.sessions", Count, "{session}", "Sessions now");
        _join = meter.CreateHistogram(
            "vod.media.join.duration", "s", "Time a session took for a stage on its way to the first packet", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = JoinBounds });
        _ended = meter.CreateCounter<long>("vod.media.sessions.ended", "{session}", "Sessions that ended");

        // A series that begins with its first event hides it from every rate.
        Array.ForEach(Reasons, reason => _ended.Add(0, reason));
    }

    /// <summary>A session has got so far.</summary>
    public void Enter(SessionState state) => Interlocked.Increment(ref _sessions[(int)state]);

    /// <summary>A session is there no longer.</summary>
    public void Leave(SessionState state) => Interlocked.Decrement(ref _sessions[(int)state]);

    /// <summary>A session has a stage behind it.</summary>
    public void Record(JoinStage stage, TimeSpan duration) => _join.Record(duration.TotalSeconds, Stages[(int)stage]);

    /// <summary>A session is over.</summary>
    public void CountEnd(SessionEndReason reason) => _ended.Add(1, Reasons[(int)reason]);

    private IEnumerable<Measurement<int>> Count() =>
        Enum.GetValues<SessionState>().Select(state => new Measurement<int>(Volatile.Read(ref _sessions[(int)state]), States[(int)state]));
}
