using Vod.Media.Engine;
using Vod.Media.Timing;

namespace Vod.Media.Host.Engine;

/// <summary>
/// Where the shared timelines lie on the clock of this process. Their epoch is a time of the wall clock, which may be stepped while they are played; so it is looked at
/// once per stream, by the first viewer, and the others join that one.
/// </summary>
internal sealed class TimelineAnchors(MonotonicClock clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Stream, DateTimeOffset Epoch), Anchor> _anchors = [];

    /// <summary>Timelines that are in use.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _anchors.Count;
            }
        }
    }

    /// <summary>Keeps a timeline where it is until the lease is disposed of.</summary>
    public TimelineLease Join(SharedTimeline timeline)
    {
        lock (_lock)
        {
            (string, DateTimeOffset) key = (timeline.Stream, timeline.Epoch);
            if (!_anchors.TryGetValue(key, out Anchor? anchor))
            {
                anchor = new Anchor(clock.At(timeline.Epoch));
                _anchors.Add(key, anchor);
            }

            anchor.Uses++;
            return new TimelineLease(anchor.Epoch, () => Leave(key, anchor));
        }
    }

    private void Leave((string Stream, DateTimeOffset Epoch) key, Anchor anchor)
    {
        lock (_lock)
        {
            if (--anchor.Uses == 0)
            {
                _anchors.Remove(key);
            }
        }
    }

    private sealed class Anchor(MonotonicTime epoch)
    {
        public MonotonicTime Epoch => epoch;

        public int Uses { get; set; }
    }
}
