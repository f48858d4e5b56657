using System.Runtime.CompilerServices;
using Vod.Media.Rtcp;
using Vod.Media.Timing;

namespace Vod.Media.Bandwidth;

/// <summary>
/// What the path to one viewer carries: by the arrival of each packet, else by the viewer's own estimate, and by losses in any case. Nothing is allocated per packet.
/// </summary>
/// <remarks>
/// There is no estimate as long as the path has never been too narrow: then nothing is held back. One that has long been wide enough again is forgotten.
/// A path that has been too narrow is asked now and then, by a short run of packets without contents, whether it carries what is wanted.
/// </remarks>
/// <param name="feedback">How the viewer tells.</param>
/// <param name="canPad">Whether packets without contents can be sent.</param>
internal sealed class BandwidthController(PathFeedback feedback, bool canPad)
{
    /// <summary>Time between two probes, from the first failure on; it doubles up to <see cref="MaxProbeInterval"/>.</summary>
    public static readonly TimeSpan MinProbeInterval = TimeSpan.FromSeconds(2);

    /// <summary>The longest time between two probes, and so how long a path that carries everything again may go unnoticed.</summary>
    public static readonly TimeSpan MaxProbeInterval = TimeSpan.FromSeconds(8);

    /// <summary>A probe goes no further beyond the estimate.</summary>
    public const int MaxProbeGain = 2;

    /// <summary>No probe follows congestion sooner.</summary>
    public static readonly TimeSpan ProbePause = TimeSpan.FromSeconds(1);

    /// <summary>An estimate that has been enough for this long without congestion is forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    /// <summary>While packets wait longer than this on the path, less is sent than it carries.</summary>
    public static readonly TimeSpan MaxQueue = TimeSpan.FromMilliseconds(60);

    /// <summary>Packets that wait longer than this are congestion, before anything is known of the path.</summary>
    public static readonly TimeSpan MaxFirstQueue = TimeSpan.FromMilliseconds(150);

    /// <summary>How much is sent then, of the estimate.</summary>
    public const double DrainShare = 0.7;

    /// <summary>Losses are judged over this time.</summary>
    public static readonly TimeSpan LossInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Losses are judged over as many packets, at least.</summary>
    public const int MinLossPackets = 20;

    private const long TicksPerArrival = TimeSpan.TicksPerSecond / TransportFeedbackReader.TicksPerSecond;
    private static readonly TimeSpan LatelyReceived = TimeSpan.FromMilliseconds(200);
    private readonly TransportHistory _history = new();
    private readonly ArrivalGroups _groups = new();
    private readonly DelayTrend _trend = new();
    private readonly OveruseDetector _detector = new();
    private readonly StandingQueue _queue = new();
    private readonly RateMeter _sent = new();
    private readonly RateMeter _received = new();
    private readonly RateControl _rate = new();
    private readonly LossBound _loss = new();
    private readonly Prober _prober = new();
    private readonly PathFiller _filler = new();
    private MonotonicTime _fillAt = MonotonicTime.Never;
    private long? _receiverEstimate;
    private long _arrival;
    private bool _hasArrival;
    private int _lostCount;
    private int _receivedCount;
    private MonotonicTime _lossJudgedAt = MonotonicTime.Zero;
    private MonotonicTime _probeAt = MonotonicTime.Zero;
    private TimeSpan _probeInterval = MinProbeInterval;

    /// <summary>Bits per second of UDP payload that the path carries; null while nothing says that it is limited.</summary>
    public long? Estimate { get; private set; }

    /// <summary>Bits per second to send at most now: the estimate, less while a queue on the path drains; null while nothing is limited.</summary>
    public long? PaceBitrate => IsQueueStanding ? (long?)(Estimate * DrainShare) : Estimate;

    /// <summary>Bits per second that would be enough: what probes aim at; 0 while not known.</summary>
    public long Wanted { get; set; }

    /// <summary>Bits per second that were sent lately.</summary>
    public long SentBitrate => _sent.BitrateOver(RateMeter.MaxWindow);

    /// <summary>How the viewer tells.</summary>
    public PathFeedback Feedback => feedback;

    /// <summary>The transport-wide number of the packet that is sent next.</summary>
    public ushort NextNumber => _history.Next.Value;

    /// <summary>When a packet of a probe is to be sent, or a probe to be begun; never while there is nothing to find out.</summary>
    public MonotonicTime NextTimeout => _prober.IsBusy ? _prober.NextPacketAt : MayProbe ? ProbeTime : _fillAt;

    /// <summary>Counts a packet that was sent with <see cref="NextNumber"/>.</summary>
    /// <param name="bytes">Of its datagram.</param>
    /// <param name="now">The time.</param>
    public void OnSent(int bytes, MonotonicTime now)
    {
        _sent.Add(now.Ticks, bytes);
        if (feedback == PathFeedback.TransportWide)
        {
            _history.Add(bytes, _prober.Mark, now);
            _prober.OnSent(bytes, now);
        }
        else if (Estimate is { } estimate)
        {
            _filler.OnSent(bytes, estimate, now);
        }
    }

    /// <summary>Whether a packet without contents is to be sent now, to find out what the path carries.</summary>
    public bool WantsPadding(MonotonicTime now)
    {
        if (feedback == PathFeedback.ReceiverEstimate)
        {
            return WantsFilling(now);
        }

        Conclude(now);
        if (!_prober.IsBusy && MayProbe && now >= ProbeTime)
        {
            _prober.Start(Math.Min(Wanted, Estimate!.Value * MaxProbeGain), now);
        }

        return _prober.NextPacketAt <= now;
    }

    /// <summary>Takes in which packets have arrived, and when.</summary>
    /// <param name="statuses">What the viewer says.</param>
    /// <param name="roundTrip">Smoothed, zero if not known.</param>
    /// <param name="now">The time.</param>
    public void OnTransportFeedback(TransportFeedbackReader statuses, TimeSpan roundTrip, MonotonicTime now)
    {
        while (statuses.TryRead(out PacketStatus status))
        {
            ref TransportPacket packet = ref _history.Find(status.Number);
            if (!Unsafe.IsNullRef(ref packet) && packet.Fate != PacketFate.Received)
            {
                Take(ref packet, status, now);
            }
        }

        Throughput throughput = new(SentBitrate, _received.BitrateOver(RateMeter.MaxWindow), _received.BitrateOver(LatelyReceived));
        _queue.EndMessage(now);
        _rate.Update(Usage, throughput, roundTrip, now);
        JudgeLoss(now);
        Conclude(now);
        Settle(now);
    }

    /// <summary>Takes in the viewer's own estimate (REMB), where it is all there is.</summary>
    public void OnReceiverEstimate(long bitsPerSecond, MonotonicTime now)
    {
        if (feedback == PathFeedback.ReceiverEstimate)
        {
            _receiverEstimate = Math.Max(RateControl.MinBitrate, bitsPerSecond);
            Settle(now);
        }
    }

    /// <summary>Takes in the share of packets that a receiver report calls lost, where nothing more exact is there.</summary>
    public void OnReceiverReport(byte fractionLost, MonotonicTime now)
    {
        if (feedback != PathFeedback.TransportWide)
        {
            _loss.OnLoss(fractionLost / 256.0, SentBitrate, Wanted, now);
            Settle(now);
        }
    }

    // The trend needs some time to be seen; a queue that long needs none. Nor does one that drains need to be told that it had grown: what gets through then is what is sent.
    private PathUsage Usage =>
        Estimate is null ? _queue.Delay > MaxFirstQueue ? PathUsage.Overuse : _detector.Usage
        : IsQueueStanding && (_queue.IsFalling || _detector.Usage == PathUsage.Normal) ? PathUsage.Underuse : _detector.Usage;

    private bool IsQueueStanding => _queue.Delay > MaxQueue;

    private bool MayProbe => feedback == PathFeedback.TransportWide && canPad && Estimate < Wanted && _detector.Usage != PathUsage.Overuse && !IsQueueStanding;

    private MonotonicTime ProbeTime => _rate.DecreasedAt.IsNever ? _probeAt : MonotonicTime.Max(_probeAt, _rate.DecreasedAt + ProbePause);

    private bool WantsFilling(MonotonicTime now)
    {
        if (!canPad || !(Estimate < Wanted))
        {
            _filler.Reset();
            _fillAt = MonotonicTime.Never;
            return false;
        }

        _fillAt = _filler.NextPacketAt(now, Estimate.Value);
        return _fillAt <= now;
    }

    private void Take(ref TransportPacket packet, in PacketStatus status, MonotonicTime now)
    {
        if (!status.IsReceived)
        {
            _lostCount += packet.Fate == PacketFate.Unknown ? 1 : 0;
            packet.Fate = PacketFate.Missing;
            return;
        }

        TimeSpan arrived = Unwrap(status.Arrival);
        _lostCount -= packet.Fate == PacketFate.Missing && _lostCount > 0 ? 1 : 0;
        _receivedCount++;
        packet.Fate = PacketFate.Received;
        _received.Add(arrived.Ticks, packet.Size);
        MonotonicTime sent = TransportHistory.SentAt(packet, now);
        _queue.Add(sent, arrived);
        if (packet.Probe != 0)
        {
            // A probe fills the path on purpose; it is not taken for congestion.
            _prober.OnArrived(packet, arrived);
        }
        else if (_groups.TryAdd(sent, arrived, out GroupDelta delta))
        {
            _trend.Add(delta);
            _detector.Update(_trend, delta);
        }
    }

    private TimeSpan Unwrap(long arrival)
    {
        if (!_hasArrival)
        {
            (_hasArrival, _arrival) = (true, arrival);
        }

        long step = (arrival - _arrival) % TransportFeedbackReader.ArrivalRange;
        step += step < -TransportFeedbackReader.ArrivalRange / 2 ? TransportFeedbackReader.ArrivalRange : 0;
        step -= step >= TransportFeedbackReader.ArrivalRange / 2 ? TransportFeedbackReader.ArrivalRange : 0;
        _arrival += step;
        return new TimeSpan(_arrival * TicksPerArrival);
    }

    private void JudgeLoss(MonotonicTime now)
    {
        int packets = _lostCount + _receivedCount;
        if (packets < MinLossPackets || now < _lossJudgedAt + LossInterval)
        {
            return;
        }

        _loss.OnLoss((double)_lostCount / packets, SentBitrate, Wanted, now);
        (_lostCount, _receivedCount, _lossJudgedAt) = (0, 0, now);
    }

    private void Conclude(MonotonicTime now)
    {
        if (!_prober.TryConclude(now, out long carried))
        {
            return;
        }

        bool isMore = carried > Estimate;
        if (isMore)
        {
            _rate.Raise(carried);
            _loss.Raise(carried, Wanted);
            Settle(now);
        }

        _probeInterval = isMore ? MinProbeInterval : TimeSpan.FromTicks(Math.Min(_probeInterval.Ticks * 2, MaxProbeInterval.Ticks));
        _probeAt = now + (isMore ? ProbePause : _probeInterval);
    }

    private void Settle(MonotonicTime now)
    {
        if (_rate.Bitrate >= Wanted && Wanted > 0 && !IsQueueStanding && now >= _rate.DecreasedAt + Memory)
        {
            _rate.Forget();
        }

        long? byViewer = feedback == PathFeedback.ReceiverEstimate ? _receiverEstimate : _rate.Bitrate;
        Estimate = byViewer is { } bitrate && _loss.Bitrate is { } bound ? Math.Min(bitrate, bound) : byViewer ?? _loss.Bitrate;
    }
}
