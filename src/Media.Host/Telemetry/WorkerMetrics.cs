using System.Diagnostics.Metrics;
using Vod.Media.Ice;
using Vod.Media.Peer;

namespace Vod.Media.Host.Telemetry;

/// <summary>The instruments of all workers of a node. A label tells the workers apart: their number is fixed for the life of the process.</summary>
internal sealed class WorkerMetrics
{
    // A worker that keeps up is late by the granularity of its wait, 1 ms; from 20 ms on sound packets of 20 ms pile up.
    private static readonly double[] LagBounds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

    private static readonly KeyValuePair<string, object?>[] Protocols = Labels.Of<DatagramKind>("protocol");
    private static readonly KeyValuePair<string, object?>[] SocketReasons = Labels.Of<DropReason>("reason");
    private static readonly KeyValuePair<string, object?>[] PeerReasons = Labels.Of<PeerDropReason>("reason");
    private static readonly KeyValuePair<string, object?>[] Feedback = Labels.Of<FeedbackKind>("kind");
    private static readonly DatagramKind[] SentKinds = [DatagramKind.Rtp, DatagramKind.Rtcp, DatagramKind.Dtls, DatagramKind.Stun];
    private readonly Histogram<double> _lag;
    private volatile WorkerCounters[] _workers = [];

    /// <summary>Creates the instruments.</summary>
    public WorkerMetrics(Meter meter)
    {
        _lag = meter.CreateHistogram(
            "vod.worker.lag", "s", "How late a worker looks at the deadline that has waited longest", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = LagBounds });
        meter.CreateObservableCounter(
            "vod.worker.busy.time", () => _workers.Select(w => new Measurement<double>(w.Loop.Busy.TotalSeconds, w.Worker)), "s", "Time a worker did not wait");
        meter.CreateObservableGauge(
            "vod.worker.lead", () => _workers.Select(w => new Measurement<double>(w.Lead.TotalSeconds, w.Worker)), "s", "How much before its time media is sent at most");
        meter.CreateObservableCounter("vod.media.ingress.datagrams", () => PerWorker(w => w.Received), "{datagram}", "Datagrams received");
        meter.CreateObservableCounter("vod.media.egress.datagrams", () => PerProtocol((w, kind) => w.SentDatagrams(kind)), "{datagram}", "Datagrams sent");
        meter.CreateObservableCounter("vod.media.egress.bytes", () => PerProtocol((w, kind) => w.SentBytes(kind)), "By", "UDP payload sent");
        meter.CreateObservableCounter("vod.media.egress.failures", () => PerWorker(w => w.SendFailures), "{datagram}", "Datagrams the socket did not take");
        meter.CreateObservableCounter("vod.media.datagrams.dropped", () => _workers.SelectMany(Drops), "{datagram}", "Datagrams received and not acted on");
        meter.CreateObservableCounter("vod.media.feedback.received", () => _workers.SelectMany(FeedbackOf), "{message}", "RTCP messages of viewers");
        meter.CreateObservableCounter("vod.media.retransmissions.sent", () => PerWorker(w => w.Peers.Retransmissions), "{packet}", "Packets sent again on request");
        meter.CreateObservableCounter(
            "vod.media.retransmissions.refused", () => PerWorker(w => w.Peers.DropsFor(PeerDropReason.RetransmissionRefused)), "{packet}", "Packets asked for and not sent again");
        meter.CreateObservableCounter("vod.media.pictures.thinned", () => PerWorker(w => w.Peers.ThinnedPictures), "{picture}", "Pictures left out because the path does not carry them");
        meter.CreateObservableCounter("vod.media.publish.packets", () => PerWorker(w => w.Peers.ReceivedPackets), "{packet}", "Media packets that came from publishers");
        meter.CreateObservableCounter("vod.media.publish.lost", () => PerWorker(w => w.Peers.LostPackets), "{packet}", "Media packets of publishers that never came");
        meter.CreateObservableCounter("vod.media.publish.asked", () => PerWorker(w => w.Peers.AskedPackets), "{packet}", "Media packets that publishers were asked for again");
        meter.CreateObservableCounter("vod.media.publish.repaired", () => PerWorker(w => w.Peers.RepairedPackets), "{packet}", "Media packets that came when they were asked for again");
        meter.CreateObservableCounter("vod.media.publish.keyframes", () => PerWorker(w => w.Peers.KeyFrameRequests), "{request}", "Key frames that publishers were asked for");
        meter.CreateObservableCounter("vod.media.defects", () => PerWorker(w => w.Defects), "{session}", "Sessions ended by a defect of the server");
    }

    /// <summary>Adds a worker; its counters are measured from now on.</summary>
    public WorkerCounters AddWorker(int number)
    {
        KeyValuePair<string, object?> label = new("worker", number);
        WorkerCounters counters = new(label, new LoopMeter(_lag, label));
        _workers = [.. _workers, counters];
        return counters;
    }

    private IEnumerable<Measurement<long>> PerWorker(Func<WorkerCounters, long> value) => _workers.Select(w => new Measurement<long>(value(w), w.Worker));

    private IEnumerable<Measurement<long>> PerProtocol(Func<WorkerCounters, DatagramKind, long> value) =>
        _workers.SelectMany(w => SentKinds.Select(kind => new Measurement<long>(value(w, kind), w.Worker, Protocols[(int)kind])));

    private static IEnumerable<Measurement<long>> FeedbackOf(WorkerCounters worker) =>
        Enum.GetValues<FeedbackKind>().Select(kind => new Measurement<long>(worker.Peers.FeedbackOf(kind), worker.Worker, Feedback[(int)kind]));

    private static IEnumerable<Measurement<long>> Drops(WorkerCounters worker)
    {
        foreach (DropReason reason in Enum.GetValues<DropReason>())
        {
            yield return new(worker.Drops(reason), worker.Worker, SocketReasons[(int)reason]);
        }

        // A request refused is no datagram dropped, and has an instrument of its own.
        foreach (PeerDropReason reason in Enum.GetValues<PeerDropReason>().Where(reason => reason != PeerDropReason.RetransmissionRefused))
        {
            yield return new(worker.Peers.DropsFor(reason), worker.Worker, PeerReasons[(int)reason]);
        }
    }
}
