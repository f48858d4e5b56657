using System.Diagnostics.Metrics;

namespace Vod.Api.Wcs;

/// <summary>Counters of the WebSocket side, under the meter <c>Vod.Api</c>.</summary>
internal sealed class WcsMetrics
{
    private readonly UpDownCounter<int> _connections;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _dropped;

    /// <summary>Creates the instruments.</summary>
    public WcsMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create("Vod.Api");
        _connections = meter.CreateUpDownCounter<int>("vod.wcs.connections", description: "Open WebSockets");
        _ended = meter.CreateCounter<long>("vod.wcs.connections.ended", description: "WebSockets that ended, by reason");
        _dropped = meter.CreateCounter<long>("vod.wcs.frames.dropped", description: "Frames that were not acted on, by reason");
    }

    /// <summary>A socket was accepted.</summary>
    public void Opened() => _connections.Add(1);

    /// <summary>A socket is gone.</summary>
    public void Closed() => _connections.Add(-1);

    /// <summary>A connection was brought to its end.</summary>
    public void Ended(WcsEndReason reason) => _ended.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));

    /// <summary>A frame was dropped.</summary>
    public void Dropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
