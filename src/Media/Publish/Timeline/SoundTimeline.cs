using Vod.Media.Rtcp;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Publish.Timeline;

/// <summary>
/// Where the sound of a publisher stands in its time. That time runs by the clock of the sound: sound cannot be stretched without being heard, while a picture can be shown a moment longer.
/// </summary>
internal sealed class SoundTimeline(TimelineOrigin origin)
{
    private readonly StreamClock _clock = new(RtpClock.OpusRate);
    private TimeSpan _offset;
    private TimeSpan _end; // of the last packet

    /// <summary>Publisher's time over the publisher's wall clock; null before the first report.</summary>
    public TimeSpan? TimeOverWallClock => _offset - _clock.WallTimeAtZero;

    /// <summary>
    /// Places a packet; false when all of it would be heard before the end of the last one. One that only begins too early, as the timestamps of some senders are rounded, is heard right behind it.
    /// </summary>
    public bool TryPlace(RtpTimestamp timestamp, TimeSpan duration, MonotonicTime now, out TimeSpan time)
    {
        if (!_clock.TryAdvance(timestamp, now, out TimeSpan elapsed))
        {
            // The first one, or a clock that has begun anew: by arrival, and behind what there was.
            TimeSpan arrival = origin.Arrival(now);
            _offset = arrival > _end ? arrival : _end;
        }

        TimeSpan said = _offset + elapsed;
        time = said > _end ? said : _end;
        if (said + duration <= _end)
        {
            return false;
        }

        _end = time + duration;
        return true;
    }

    /// <inheritdoc cref="StreamClock.OnSenderReport"/>
    public void OnSenderReport(in SenderInfo info) => _clock.OnSenderReport(info);

    /// <inheritdoc cref="StreamClock.Reset"/>
    public void Restart() => _clock.Reset();
}
