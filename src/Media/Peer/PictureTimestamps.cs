using Vod.Media.Playback;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// The RTP timestamps of the pictures of one viewer: those of the presentation, moved on where one would not follow the one before. So the pictures of a burst are pressed
/// together, and none of them is shown for longer than it takes to decode the next.
/// </summary>
/// <param name="rtpClock">How times of the stream become timestamps.</param>
/// <param name="clock">How times of the presentation become times of the stream.</param>
/// <param name="timescale">Ticks per second of the file's times.</param>
/// <param name="loop">The period of a file that loops; null for one that is played once.</param>
internal struct PictureTimestamps(RtpClock rtpClock, PlaybackClock clock, uint timescale, LoopPeriod? loop)
{
    /// <summary>Shortest step between two timestamps. A burst of ten seconds of pictures is over in 30 ms of media time.</summary>
    public const int MinStep = 9;

    // In ticks from the origin, which do not wrap: between two pictures may lie more than half the circle of timestamps (a still picture in a loop of hours).
    private long? _last;

    /// <summary>
    /// A burst is about to be sent. Its pictures are pressed together right before the one that is due now; where that has been reached already, right after the last one.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="pictures">Pictures of the burst.</param>
    public void BeginBurst(MonotonicTime now, long pictures)
    {
        long before = MediaTime.Rescale(clock.StreamTimeAt(now).Ticks, (uint)TimeSpan.TicksPerSecond, rtpClock.Rate) - (MinStep * (pictures + 1));
        _last = Math.Max(_last ?? before, before);
    }

    /// <summary>The timestamp of the next picture.</summary>
    /// <param name="compositionTime">When it is shown, in ticks of the file.</param>
    /// <param name="lap">The lap it belongs to.</param>
    public RtpTimestamp Next(long compositionTime, long lap)
    {
        long presentation = MediaTime.Rescale(compositionTime, timescale, rtpClock.Rate) + (loop?.TicksAt(lap, rtpClock.Rate) ?? 0);
        long due = clock.StreamTicksOf(presentation, rtpClock.Rate);
        long next = _last is { } last ? Math.Max(due, last + MinStep) : due;
        _last = next;
        return rtpClock.Origin + next;
    }
}
