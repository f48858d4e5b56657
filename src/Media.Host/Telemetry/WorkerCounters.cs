using System.Diagnostics.Metrics;
using Vod.Media.Host.Udp;
using Vod.Media.Peer;

namespace Vod.Media.Host.Telemetry;

/// <summary>
/// What one worker has done. Written by its thread without locks or interlocked operations; read by the meter whenever it is collected, so a packet costs an addition.
/// </summary>
internal sealed class WorkerCounters
{
    private readonly long[] _unrouted = new long[Enum.GetValues<DropReason>().Length];
    private readonly long[] _peerDrops = new long[PeerDropCounters.Count];
    private readonly KeyValuePair<string, object?> _worker;
    private long _received;
    private long _sentPackets;
    private long _sentBytes;
    private long _sendFailures;
    private long _defects;

    public WorkerCounters(Meter meter, int number)
    {
        _worker = new("worker", number);
        meter.CreateObservableCounter("vod.media.datagrams.received", () => Measure(ref _received), "{datagram}");
        meter.CreateObservableCounter("vod.media.datagrams.sent", () => Measure(ref _sentPackets), "{datagram}");
        meter.CreateObservableCounter("vod.media.bytes.sent", () => Measure(ref _sentBytes), "By");
        meter.CreateObservableCounter("vod.media.send.failures", () => Measure(ref _sendFailures), "{datagram}");
        meter.CreateObservableCounter("vod.media.defects", () => Measure(ref _defects), "{session}");
        meter.CreateObservableCounter("vod.media.datagrams.dropped", MeasureDrops, "{datagram}");
    }

    /// <summary>Counts a received datagram.</summary>
    public void CountReceived() => _received++;

    /// <summary>Counts a datagram that reached no session.</summary>
    public void CountDrop(DropReason reason) => _unrouted[(int)reason]++;

    /// <summary>Counts a datagram handed to the socket.</summary>
    public void CountSent(int length, SendOutcome outcome)
    {
        if (outcome == SendOutcome.Sent)
        {
            _sentPackets++;
            _sentBytes += length;
        }
        else
        {
            _sendFailures++;
        }
    }

    /// <summary>Counts a session that was ended because of a defect.</summary>
    public void CountDefect() => _defects++;

    /// <summary>Adds what a session dropped during its life.</summary>
    public void Add(in PeerDropCounters drops)
    {
        for (int i = 0; i < _peerDrops.Length; i++)
        {
            _peerDrops[i] += drops[(PeerDropReason)i];
        }
    }

    private Measurement<long> Measure(ref long counter) => new(Volatile.Read(ref counter), _worker);

    private IEnumerable<Measurement<long>> MeasureDrops()
    {
        foreach (DropReason reason in Enum.GetValues<DropReason>())
        {
            yield return new(Volatile.Read(ref _unrouted[(int)reason]), _worker, new("reason", reason.ToString()));
        }

        foreach (PeerDropReason reason in Enum.GetValues<PeerDropReason>())
        {
            yield return new(Volatile.Read(ref _peerDrops[(int)reason]), _worker, new("reason", reason.ToString()));
        }
    }
}
