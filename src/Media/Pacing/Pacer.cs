using Vod.Media.Timing;

namespace Vod.Media.Pacing;

/// <summary>
/// Spreads the packets of one viewer in time, so that a key frame does not arrive at a router's queue as one burst. Holds no packets: the
/// caller keeps them (or a cursor), announces frames, asks when the next packet may go and says what went. The order among
/// what may go is that of <see cref="PacketClass"/>.
/// <para>
/// A leaky bucket that leaks at <see cref="Headroom"/> × the stream's bitrate. A frame that would take longer than
/// <see cref="FrameSpread"/> at that rate raises it until the queue is empty, at most by <see cref="MaxBoost"/>: on time matters more
/// than smooth, but a picture of half a megabyte shall not become a denial of service.
/// </para>
/// </summary>
internal sealed class Pacer
{
    /// <summary>Pacing rate over the stream's average. Below about 2 the pictures after a key frame pile up behind it.</summary>
    public const double Headroom = 2.5;

    /// <summary>Slowest pacing in bits per second: small streams gain nothing from being slowed down further.</summary>
    public const long MinBitrate = 4_000_000;

    /// <summary>How far a large frame may raise the rate: to 10 × the stream's average.</summary>
    public const int MaxBoost = 4;

    /// <summary>
    /// A frame is out this long after it was announced, unless <see cref="MaxBoost"/> forbids. Less than the frame interval at 30 frames a
    /// second, and small against the 100 ms or more of a browser's jitter buffer during a burst.
    /// </summary>
    public static readonly TimeSpan FrameSpread = TimeSpan.FromMilliseconds(30);

    /// <summary>A burst of many pictures is out this long after it was announced, unless <see cref="MaxBurstBitrate"/> forbids.</summary>
    public static readonly TimeSpan BurstSpread = TimeSpan.FromMilliseconds(400);

    /// <summary>
    /// The most bits per second for the sake of a long burst: ten seconds of a 2.7 Mbit/s stream take 400 ms. More would be lost in home networks, and retransmitting
    /// it takes longer than sending it slower.
    /// </summary>
    public const long MaxBurstBitrate = 64_000_000;

    /// <summary>
    /// What may go at once instead of packet by packet: a little more than TCP sends into a path it knows nothing of (ten segments, RFC 6928), so every path copes with it, and
    /// most pictures that are no key frames are one run. A run costs little more to send than one packet.
    /// </summary>
    public const int BurstBytes = 16 * 1024;

    /// <summary>On a path that is known to be limited no more goes at once than it carries in this time, for all of it waits in the path's queue.</summary>
    public static readonly TimeSpan NarrowBurstSpan = TimeSpan.FromMilliseconds(5);

    /// <summary>How much time a caller that comes late may make up for while packets wait; the rest of its delay is lost.</summary>
    public static readonly TimeSpan MaxCatchUp = TimeSpan.FromMilliseconds(10);

    private const int BitsPerByte = 8;
    private LeakyBucket _bucket;
    private long _limit = long.MaxValue;

    // Bytes per second: without a large frame, and now.
    private long _steadyRate;
    private long _rate;

    // Bytes of announced frames that have not been sent.
    private long _queued;

    // Whether a burst was used up: then the next packet waits until half a burst is allowed again, so that what follows are runs as well.
    private bool _isWaiting;

    /// <summary>Starts idle.</summary>
    /// <param name="streamBitrate">Average bits per second of what will be sent; 0 when unknown.</param>
    public Pacer(long streamBitrate) => SetStreamBitrate(streamBitrate);

    /// <summary>The rate packets go at now, in bits per second.</summary>
    public long Bitrate => Rate * BitsPerByte;

    private long Rate => Math.Min(_rate, _limit);

    private int Burst => (int)Math.Min(BurstBytes, _limit / (TimeSpan.TicksPerSecond / NarrowBurstSpan.Ticks));

    /// <summary>Bytes of announced frames that have not been sent.</summary>
    public long QueuedBytes => _queued;

    /// <summary>Changes the average that the rate follows, for example to that of the group of pictures that begins.</summary>
    public void SetStreamBitrate(long bitsPerSecond)
    {
        _steadyRate = Math.Max(MinBitrate, (long)(bitsPerSecond * Headroom)) / BitsPerByte;
        _rate = _queued == 0 ? _steadyRate : Math.Clamp(_rate, _steadyRate, _steadyRate * MaxBoost);
    }

    /// <summary>
    /// Says what the path carries in bits per second, which no frame and no burst raises the rate above; null when it is not known to be limited. What is more than that had better wait here,
    /// where sound overtakes it, than in a queue of the path.
    /// </summary>
    public void SetPathBitrate(long? bitsPerSecond) => _limit = bitsPerSecond is { } path ? Math.Max(1, path / BitsPerByte) : long.MaxValue;

    /// <summary>
    /// Announces that video has become due, in bytes as <see cref="OnSent"/> will count them. The rate only rises while anything waits:
    /// lowering it for a small frame would make the large one before it late.
    /// </summary>
    public void OnFrameQueued(int bytes, MonotonicTime now)
    {
        if (_queued == 0)
        {
            // An idle pacer saves nothing up.
            _bucket.StartNotBefore(now);
        }

        _queued += bytes;
        long needed = _queued * TimeSpan.TicksPerSecond / FrameSpread.Ticks;
        _rate = Math.Clamp(needed, _rate, Math.Max(_rate, _steadyRate * MaxBoost));
    }

    /// <summary>
    /// Announces a burst: pictures from a key frame up to the play head, which nothing is to wait behind. It goes as fast as a large picture may, and faster when that would
    /// take longer than <see cref="BurstSpread"/>. What was announced before and has not been sent is forgotten.
    /// </summary>
    public void OnBurstQueued(long bytes, MonotonicTime now)
    {
        DiscardQueued();
        _bucket.StartNotBefore(now);
        _queued = bytes;
        long needed = Math.Min(bytes * TimeSpan.TicksPerSecond / BurstSpread.Ticks, MaxBurstBitrate / BitsPerByte);
        _rate = Math.Max(needed, _steadyRate * MaxBoost);
    }

    /// <summary>When the next packet of a class may go: <paramref name="now"/> if at once.</summary>
    public MonotonicTime NextSendTime(PacketClass packetClass, MonotonicTime now) =>
        packetClass == PacketClass.Audio ? now : MonotonicTime.Max(now, _bucket.EmptyAt - LeakyBucket.TimeToLeak(_isWaiting ? Burst / 2 : Burst, Rate));

    /// <summary>Bytes that may still go at once; none on a path that is known to be limited.</summary>
    public long RoomAt(MonotonicTime now) =>
        _limit == long.MaxValue ? Burst - (Math.Max(0, (_bucket.EmptyAt - now).Ticks) * Rate / TimeSpan.TicksPerSecond) : 0;

    /// <summary>
    /// Counts a packet. Sound and retransmissions take their share of the rate from the video behind them, so the sum keeps to it.
    /// </summary>
    public void OnSent(PacketClass packetClass, int bytes, MonotonicTime now)
    {
        _bucket.Pour(bytes, Rate, _queued == 0 ? now : now - MaxCatchUp);
        _isWaiting = _limit == long.MaxValue && _bucket.EmptyAt - LeakyBucket.TimeToLeak(Burst, Rate) > now;
        if (packetClass == PacketClass.Video)
        {
            Unqueue(bytes);
        }
    }

    /// <summary>Forgets announced frames that will not be sent: after a seek, a pause or a dropped frame.</summary>
    public void DiscardQueued() => Unqueue(_queued);

    private void Unqueue(long bytes)
    {
        _queued = Math.Max(0, _queued - bytes);
        if (_queued == 0)
        {
            _rate = _steadyRate;
        }
    }
}
