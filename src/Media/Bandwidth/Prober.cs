using Vod.Media.Timing;

namespace Vod.Media.Bandwidth;

/// <summary>
/// One short run of packets, faster than the estimate, and what came of it: of the packets of the run the time they took to arrive. It asks the path what it carries without a viewer noticing.
/// </summary>
internal sealed class Prober
{
    /// <summary>Packets of a run, at least.</summary>
    public const int MinPackets = 10;

    /// <summary>Share of the packets that has to arrive for the run to say anything.</summary>
    public const double MinArrived = 0.8;

    /// <summary>A run that arrived slower than this share of how it was sent has filled the path.</summary>
    public const double FreePath = 0.9;

    /// <summary>What a filled path is trusted with, of what arrived.</summary>
    public const double FilledPathShare = 0.95;

    /// <summary>A run that arrives so much faster than it was sent was held back on the way and says nothing.</summary>
    public const double MaxCompression = 2;

    /// <summary>How long a run takes, at least.</summary>
    public static readonly TimeSpan MinSpan = TimeSpan.FromMilliseconds(20);

    /// <summary>How long feedback on a run is waited for.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private const int BitsPerByte = 8;
    private readonly Run _sent = new();
    private readonly Run _arrived = new();
    private byte _run;
    private long _bitrate;
    private bool _isSending;
    private bool _isWaiting;
    private MonotonicTime _startedAt;

    /// <summary>The number that packets sent now are marked with; 0 outside a run.</summary>
    public byte Mark => _isSending ? _run : (byte)0;

    /// <summary>Whether a run is under way or its feedback is waited for.</summary>
    public bool IsBusy => _isSending || _isWaiting;

    /// <summary>When the next packet of the run is to be sent; never outside a run.</summary>
    public MonotonicTime NextPacketAt =>
        _isSending ? _startedAt + new TimeSpan(_sent.Bytes * BitsPerByte * TimeSpan.TicksPerSecond / _bitrate) : MonotonicTime.Never;

    /// <summary>Begins a run.</summary>
    public void Start(long bitsPerSecond, MonotonicTime now)
    {
        _run = _run == byte.MaxValue ? (byte)1 : (byte)(_run + 1);
        (_bitrate, _startedAt, _isSending, _isWaiting) = (Math.Max(bitsPerSecond, 1), now, true, false);
        _sent.Clear();
        _arrived.Clear();
    }

    /// <summary>Notes a packet that was sent with <see cref="Mark"/>.</summary>
    public void OnSent(int bytes, MonotonicTime now)
    {
        if (!_isSending)
        {
            return;
        }

        _sent.Add(now.Ticks, bytes);
        if (_sent.Packets >= MinPackets && now - _startedAt >= MinSpan)
        {
            (_isSending, _isWaiting) = (false, true);
        }
    }

    /// <summary>Notes that a packet of the run has arrived, in the order they were sent.</summary>
    public void OnArrived(in TransportPacket packet, TimeSpan arrived)
    {
        if (IsBusy && packet.Probe == _run)
        {
            _arrived.Add(arrived.Ticks, packet.Size);
        }
    }

    /// <summary>Says what came of a run, once: bits per second that got through, or 0 when it tells nothing.</summary>
    public bool TryConclude(MonotonicTime now, out long bitsPerSecond)
    {
        bitsPerSecond = 0;
        bool isComplete = _isWaiting && _arrived.Packets >= _sent.Packets * MinArrived;
        if (!isComplete && !(IsBusy && now >= _startedAt + MaxWait))
        {
            return false;
        }

        (_isSending, _isWaiting) = (false, false);
        bitsPerSecond = isComplete ? Measure() : 0;
        return true;
    }

    private long Measure()
    {
        long sent = _sent.Bitrate;
        long arrived = _arrived.Bitrate;
        if (sent == 0 || arrived == 0 || arrived > sent * MaxCompression)
        {
            return 0;
        }

        return arrived < sent * FreePath ? (long)(arrived * FilledPathShare) : Math.Min(sent, arrived);
    }

    // Between n packets there are n − 1 intervals, so the first one's bytes do not count.
    private sealed class Run
    {
        private long _first;
        private long _last;
        private long _firstBytes;

        public int Packets { get; private set; }

        public long Bytes { get; private set; }

        public long Bitrate => _last > _first ? (Bytes - _firstBytes) * BitsPerByte * TimeSpan.TicksPerSecond / (_last - _first) : 0;

        public void Add(long ticks, int bytes)
        {
            if (Packets == 0)
            {
                (_first, _firstBytes) = (ticks, bytes);
            }

            _last = Math.Max(_last, ticks);
            Bytes += bytes;
            Packets++;
        }

        public void Clear() => (Packets, Bytes, _first, _last, _firstBytes) = (0, 0, 0, 0, 0);
    }
}
