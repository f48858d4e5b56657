using Vod.Media.Timing;

namespace Vod.Media.Publish.Timeline;

/// <summary>Zero of a publisher's time: the arrival of its first media packet, whichever stream it belongs to.</summary>
internal sealed class TimelineOrigin
{
    private MonotonicTime _zero = MonotonicTime.Never;

    /// <summary>The publisher's time of a packet that comes now, as if all were under way for equally long. The first one asked about is zero.</summary>
    public TimeSpan Arrival(MonotonicTime now)
    {
        _zero = MonotonicTime.Min(_zero, now);
        return now - _zero;
    }
}
