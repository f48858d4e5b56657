using Vod.Media.Engine;
using Vod.Media.Timing;

namespace Vod.Media.Host.Engine;

/// <summary>
/// Where the shared timelines lie on the clock of this process. Their epoch is a time of the wall clock, which may be stepped while they are played; so it is looked at
/// once per stream, by the first viewer, and the others join that one.
/// </summary>
internal sealed class TimelineAnchors(MonotonicClock clock)
{
    /// <summary>
    /// How far apart the viewers of one stream are at most. Were a picture due for all of them at the same instant, a key frame would be tens of packets times all viewers at
    /// once, which no socket buffer takes; a picture lasts about as long as this.
    /// </summary>
    public static readonly TimeSpan Spread = TimeSpan.FromMilliseconds(30);

    // The fractional part of the golden ratio: whatever their number, its multiples lie evenly between 0 and 1.
    private const double GoldenFraction = 0.618_033_988_749_895;
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
            return new TimelineLease(anchor.Epoch + PhaseOf(anchor.Joined++), () => Leave(key, anchor));
        }
    }

    /// <summary>How much later than the first one a viewer gets everything.</summary>
    /// <param name="joined">How many have joined before.</param>
    public static TimeSpan PhaseOf(long joined) => Spread * ((joined * GoldenFraction) % 1);

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

        public long Joined { get; set; }
    }
}
