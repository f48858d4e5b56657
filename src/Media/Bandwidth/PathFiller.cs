using Vod.Media.Timing;

namespace Vod.Media.Bandwidth;

/// <summary>
/// Packets without contents that fill a path up to the estimate of its receiver, for some seconds now and then. A receiver that sees little come lets its estimate grow no further than one and a half times that
/// (draft-ietf-rmcat-gcc-02 section 5.5), so a thinned stream would stay thinned for ever.
/// </summary>
internal sealed class PathFiller
{
    /// <summary>How long the path is filled: an estimate that grows by 8 % a second doubles in that time.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    /// <summary>The first pause; it doubles with each time that was in vain, up to <see cref="MaxPause"/>.</summary>
    public static readonly TimeSpan MinPause = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(40);

    /// <summary>Filling was not in vain when the estimate has grown by this factor.</summary>
    public const double Success = 1.2;

    // A worker wakes about every millisecond.
    private static readonly TimeSpan MaxCatchUp = TimeSpan.FromMilliseconds(5);
    private const int BitsPerByte = 8;
    private TimeSpan _pause = MinPause;
    private MonotonicTime _startAt = MonotonicTime.Never;
    private MonotonicTime _endAt;
    private MonotonicTime _packetAt;
    private long _bitrateAtStart;

    /// <summary>When the next packet is to be sent.</summary>
    /// <param name="now">The time.</param>
    /// <param name="bitsPerSecond">The estimate.</param>
    public MonotonicTime NextPacketAt(MonotonicTime now, long bitsPerSecond)
    {
        if (_startAt.IsNever)
        {
            _startAt = now + MinPause;
        }

        if (now >= _startAt && _bitrateAtStart == 0)
        {
            (_bitrateAtStart, _endAt) = (bitsPerSecond, now + Span);
        }

        if (_bitrateAtStart > 0 && now >= _endAt)
        {
            bool hasGrown = bitsPerSecond >= _bitrateAtStart * Success;
            _pause = hasGrown ? MinPause : TimeSpan.FromTicks(Math.Min(_pause.Ticks * 2, MaxPause.Ticks));
            (_startAt, _bitrateAtStart) = (hasGrown ? now : now + _pause, 0);
        }

        return MonotonicTime.Max(_startAt, _packetAt);
    }

    /// <summary>Counts a packet of any kind.</summary>
    public void OnSent(int bytes, long bitsPerSecond, MonotonicTime now) =>
        _packetAt = MonotonicTime.Max(_packetAt, now - MaxCatchUp) + new TimeSpan(bytes * BitsPerByte * TimeSpan.TicksPerSecond / bitsPerSecond);

    /// <summary>Begins anew: the path carries what is wanted.</summary>
    public void Reset() => (_pause, _startAt, _bitrateAtStart) = (MinPause, MonotonicTime.Never, 0);
}
