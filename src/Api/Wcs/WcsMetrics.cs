using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Vod.Api.Wcs;

/// <summary>The instruments of the WebSocket side, under the meter <c>Vod.Api</c>.</summary>
internal sealed class WcsMetrics
{
    // 1 ms to 10 s: the answer to a file that is known takes a few milliseconds, and who waits for longer than the last has left.
    private static readonly double[] JoinBounds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    private readonly Counter<long> _ended;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _join;
    private int _open;

    /// <summary>Creates the instruments.</summary>
    public WcsMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create("Vod.Api");
        meter.CreateObservableUpDownCounter("vod.wcs.connections", () => Volatile.Read(ref _open), "{connection}", "Open WebSockets");
        _ended = meter.CreateCounter<long>("vod.wcs.connections.ended", "{connection}", "WebSockets that ended");
        _dropped = meter.CreateCounter<long>("vod.wcs.frames.dropped", "{frame}", "Frames that were not acted on");

        _refused = meter.CreateCounter<long>("vod.wcs.connections.refused", "{connection}", "WebSockets that were not accepted");

        // A series that begins with its first event hides it from every rate.
        Array.ForEach(Enum.GetNames<WcsEndReason>(), reason => _ended.Add(0, Label("reason", reason)));
        Array.ForEach(Enum.GetNames<WcsRefusal>(), reason => _refused.Add(0, Label("reason", reason)));
        Array.ForEach(Enum.GetNames<WcsFrameDrop>(), reason => _dropped.Add(0, Label("reason", reason)));
        _join = meter.CreateHistogram(
            "vod.wcs.join.duration", "s", "Time from playStream to what the client is told", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = JoinBounds });
    }

    /// <summary>A socket was not accepted.</summary>
    public void Refused(WcsRefusal reason) => _refused.Add(1, Label("reason", reason.ToString()));

    /// <summary>A socket was accepted.</summary>
    public void Opened() => Interlocked.Increment(ref _open);

    /// <summary>A socket is gone.</summary>
    public void Closed() => Interlocked.Decrement(ref _open);

    /// <summary>A connection was brought to its end.</summary>
    public void Ended(WcsEndReason reason) => _ended.Add(1, Label("reason", reason.ToString()));

    /// <summary>A frame was dropped.</summary>
    public void Dropped(WcsFrameDrop reason) => _dropped.Add(1, Label("reason", reason.ToString()));

    /// <summary>A client was told the next thing it waits for.</summary>
    public void Joined(JoinStage stage, TimeSpan sinceAsked) => _join.Record(sinceAsked.TotalSeconds, Label("stage", stage.ToString()));

    private static KeyValuePair<string, object?> Label(string key, string member) => new(key, JsonNamingPolicy.SnakeCaseLower.ConvertName(member));
}
