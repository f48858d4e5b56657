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

    private RtpTimestamp _last;
    private bool _hasLast;

    /// <summary>
    /// A burst is about to be sent. Its pictures are pressed together right before the one that is due now; where that has been reached already, right after the last one.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="pictures">Pictures of the burst.</param>
    public void BeginBurst(MonotonicTime now, long pictures)
    {
        RtpTimestamp before = rtpClock.At(new MediaTime(clock.StreamTimeAt(now).Ticks, (uint)TimeSpan.TicksPerSecond)) + (-MinStep * (pictures + 1));
        _last = _hasLast && before - _last < 0 ? _last : before;
        _hasLast = true;
    }

    /// <summary>The timestamp of the next picture.</summary>
    /// <param name="compositionTime">When it is shown, in ticks of the file.</param>
    /// <param name="lap">The lap it belongs to.</param>
    public RtpTimestamp Next(long compositionTime, long lap)
    {
        long presentation = new MediaTime(compositionTime, timescale).To(rtpClock.Rate).Value + (loop?.TicksAt(lap, rtpClock.Rate) ?? 0);
        RtpTimestamp timestamp = rtpClock.At(new MediaTime(clock.StreamTicksOf(presentation, rtpClock.Rate), rtpClock.Rate));
        RtpTimestamp earliest = _last + MinStep;
        _last = _hasLast && timestamp - earliest < 0 ? earliest : timestamp;
        _hasLast = true;
        return _last;
    }
}
