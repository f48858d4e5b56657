using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Rtcp;

/// <summary>
/// Gives the sender reports of all streams of one viewer the same wall clock and the same play position, so that a receiver
/// lines sound up with picture (RFC 3550 section 6.4.1: "correspond to the same time"). Computed from the timeline and not from the last
/// packet sent: pacing moves packets by tens of milliseconds, and each stream by its own.
/// </summary>
/// <param name="at">A point on the monotonic clock ...</param>
/// <param name="sinceUnixEpoch">
/// ... and the wall clock at that point. Read once: a step of the system's clock must not tear a stream.
/// </param>
internal sealed class SenderReportClock(MonotonicTime at, TimeSpan sinceUnixEpoch)
{
    // When the media position was _position; it moves on with the clock from there.
    private MonotonicTime _anchoredAt = MonotonicTime.Never;
    private MediaTime _position;

    /// <summary>Whether <see cref="Anchor"/> has been called: before that there is nothing to report.</summary>
    public bool IsAnchored => !_anchoredAt.IsNever;

    /// <summary>
    /// Says which position of the streams' common timeline (the one that <see cref="RtpClock.At"/> maps) is due at
    /// <paramref name="now"/>. Call again whenever playback does not simply run on: start, resume, seek.
    /// </summary>
    public void Anchor(MonotonicTime now, MediaTime position)
    {
        _anchoredAt = now;
        _position = position;
    }

    /// <summary>The wall time at a point of the monotonic clock.</summary>
    public NtpTime WallTime(MonotonicTime now) => NtpTime.FromUnix(sinceUnixEpoch + (now - at));

    /// <summary>What the SR of a stream says at <paramref name="now"/>; needs <see cref="IsAnchored"/>.</summary>
    public SenderInfo Report(MonotonicTime now, in RtpClock clock, in SendStatistics sent)
    {
        long elapsed = MediaTime.Rescale((now - _anchoredAt).Ticks, (uint)TimeSpan.TicksPerSecond, clock.Rate);
        return new(WallTime(now), clock.At(_position) + elapsed, sent.Packets, sent.Octets);
    }
}
