using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Timeline;

/// <summary>
/// Where the pictures of a publisher stand in its time.
/// </summary>
/// <remarks>
/// 1. The first one stands where it arrived, unless both streams have been reported before.
/// 2. As soon as picture and sound have each had a sender report, the publisher's wall clock says which sound belongs to a picture. The pictures go there without a jump: each is shown for
/// half to one and a half times as long as its timestamps say, so that the tenth of a second which a picture usually arrives late (it is encoded and paced) is made up within a quarter.
/// 3. Every later report is followed in the same way, so a clock that runs differently from the other never adds up.
/// Without sound, or without reports, the clock of the pictures runs by itself.
/// </remarks>
/// <param name="origin">Zero.</param>
/// <param name="sound">What the pictures follow; null without sound.</param>
internal sealed class PictureTimeline(TimelineOrigin origin, SoundTimeline? sound)
{
    /// <summary>
    /// Reports that place a picture further off than this are not followed. The two streams of a browser never come that far apart; a wall clock that is set between two reports does.
    /// </summary>
    public static readonly TimeSpan MaxCorrection = TimeSpan.FromSeconds(5);

    /// <summary>Shortest time from one picture to the next where a clock begins anew.</summary>
    public static readonly TimeSpan MinStep = TimeSpan.FromMilliseconds(1);

    private readonly StreamClock _clock = new(RtpClock.VideoRate);
    private TimeSpan _offset;
    private TimeSpan _elapsed;

    /// <summary>When the picture under way is shown; below zero before the first one.</summary>
    public TimeSpan Time { get; private set; } = -MinStep;

    /// <summary>Places the next picture, when its first packet has its turn; later than all before it.</summary>
    public void Open(RtpTimestamp timestamp, MonotonicTime now)
    {
        TimeSpan before = _elapsed;
        if (_clock.TryAdvance(timestamp, now, out _elapsed))
        {
            Follow((_elapsed - before) / 2);
        }
        else
        {
            TimeSpan arrival = origin.Arrival(now);
            TimeSpan wanted = WantedOffset is { } reported && (reported - arrival).Duration() <= MaxCorrection ? reported : arrival;
            _offset = TimeSpan.FromTicks(Math.Max(wanted.Ticks, (Time + MinStep).Ticks));
        }

        Time = _offset + _elapsed;
    }

    /// <inheritdoc cref="StreamClock.OnSenderReport"/>
    public void OnSenderReport(in SenderInfo info) => _clock.OnSenderReport(info);

    /// <inheritdoc cref="StreamClock.Reset"/>
    public void Restart() => _clock.Reset();

    private TimeSpan? WantedOffset => sound?.TimeOverWallClock + _clock.WallTimeAtZero;

    private void Follow(TimeSpan atMost)
    {
        if (WantedOffset - _offset is { } error && error.Duration() <= MaxCorrection)
        {
            _offset += TimeSpan.FromTicks(Math.Clamp(error.Ticks, -atMost.Ticks, atMost.Ticks));
        }
    }
}
