using Vod.Media.Timing;

namespace Vod.Media.Rtcp;

/// <summary>
/// When the next report is due. RFC 3550 section 6.2 scales the interval to the session's bandwidth and forbids less than
/// 5 s, but RFC 4585 section 3.4 lifts that for the AVPF profile of WebRTC. One second costs a two-party session about 0.5 kbit/s
/// and is what a receiver needs to hold lip sync and we to follow the round trip time.
/// </summary>
internal struct RtcpSchedule()
{
    /// <summary>Mean time between reports.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // RFC 3550 section 6.2: an interval varies over 0.5 to 1.5 times its mean, here so that the viewers of a worker that joined
    // together do not report together for ever.
    private const double SmallestFactor = 0.5;

    /// <summary>When to report next; <see cref="MonotonicTime.Never"/> before the first media packet.</summary>
    public MonotonicTime Due { get; private set; } = MonotonicTime.Never;

    /// <summary>
    /// Notes a media packet, sent or received. The first one makes a report due at once (RFC 4585 section 3.4 a: a unicast session need not wait),
    /// because until then a receiver cannot bring sound and picture together.
    /// </summary>
    public void OnMedia(MonotonicTime now)
    {
        if (Due.IsNever)
        {
            Due = now;
        }
    }

    /// <summary>Notes a report and draws the time of the next one.</summary>
    public void OnReportSent(MonotonicTime now, Random random) => Due = now + (Interval * (SmallestFactor + random.NextDouble()));
}
