using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Timeline;

/// <summary>
/// The timestamps of one stream as a time that does not wrap, and where its sender reports put it on the publisher's wall clock (RFC 3550 section 6.4.1).
/// </summary>
/// <param name="rate">Ticks per second.</param>
internal sealed class StreamClock(uint rate)
{
    /// <summary>
    /// How far the timestamps of two packets in a row may be from what lay between their arrivals; more is a clock that has begun anew. Packets of a path that stood still for this
    /// long are not waited for by anyone.
    /// </summary>
    public static readonly TimeSpan MaxLeap = TimeSpan.FromSeconds(20);

    private RtpTimestamp _last;
    private long _ticks; // of _last, from the first one on
    private MonotonicTime _lastAt = MonotonicTime.Never;
    private SenderInfo? _early; // came before the first timestamp

    /// <summary>The publisher's wall clock at time zero of this stream, since 1900; null before the first report.</summary>
    public TimeSpan? WallTimeAtZero { get; private set; }

    private bool HasBegun => !_lastAt.IsNever;

    /// <summary>Notes the next timestamp; false when it does not go on from the one before, and then the clock has begun anew with it, at zero.</summary>
    /// <param name="timestamp">Of a packet in its turn.</param>
    /// <param name="now">When its turn came.</param>
    /// <param name="elapsed">The time from the first one on.</param>
    public bool TryAdvance(RtpTimestamp timestamp, MonotonicTime now, out TimeSpan elapsed)
    {
        int step = timestamp - _last;
        bool goesOn = HasBegun && step > 0 && (TimeOf(step) - (now - _lastAt)).Duration() <= MaxLeap;
        if (!goesOn)
        {
            WallTimeAtZero = null;
        }

        _ticks = goesOn ? _ticks + step : 0;
        (_last, _lastAt) = (timestamp, now);
        elapsed = TimeOf(_ticks);
        if (_early is { } report)
        {
            _early = null;
            OnSenderReport(report);
        }

        return goesOn;
    }

    /// <summary>Notes a sender report.</summary>
    public void OnSenderReport(in SenderInfo info)
    {
        if (HasBegun)
        {
            WallTimeAtZero = WallTimeOf(info.WallTime) - TimeOf(_ticks + (info.RtpTime - _last));
        }
        else
        {
            _early = info;
        }
    }

    /// <summary>Forgets everything: another stream takes its place.</summary>
    public void Reset() => (_ticks, _lastAt, _early, WallTimeAtZero) = (0, MonotonicTime.Never, null, null);

    private TimeSpan TimeOf(long ticks) => new MediaTime(ticks, rate).ToTimeSpan();

    // 32 bits of seconds since 1900 and 32 of their fraction.
    private static TimeSpan WallTimeOf(NtpTime time)
    {
        long seconds = (long)(time.Value >> 32);
        long fraction = (long)(((time.Value & uint.MaxValue) * (ulong)TimeSpan.TicksPerSecond) >> 32);
        return new((seconds * TimeSpan.TicksPerSecond) + fraction);
    }
}
