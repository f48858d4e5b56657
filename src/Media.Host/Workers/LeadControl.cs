using Vod.Media.Peer;
using Vod.Media.Timing;

namespace Vod.Media.Host.Workers;

/// <summary>
/// How much before its time a worker sends what goes with what is due. One that has time sends everything when it is due; one that is short of it looks after each viewer less often.
/// </summary>
/// <remarks>
/// Looking after viewers less often makes the worker less busy, so a lead that followed its load alone would swing. It grows along one line and falls along another that lies
/// <see cref="Hysteresis"/> lower, and between the two it stays as it is.
/// </remarks>
internal sealed class LeadControl
{
    /// <summary>Share of its time up to which a worker has enough of it.</summary>
    public const double EnoughTime = 0.5;

    /// <summary>Share of its time from which on the lead is <see cref="PlaybackPeer.MaxLead"/>: what is left is for those who join, and for what others take.</summary>
    public const double ShortOfTime = 0.8;

    /// <summary>How much less busy a worker has to become before the lead falls.</summary>
    public const double Hysteresis = 0.1;

    /// <summary>Time over which load is averaged.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    /// <summary>Shortest time between two looks at the load.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private MonotonicTime _lookedAt;
    private TimeSpan _busy;
    private double _load;

    /// <summary>For <see cref="PlaybackPeer.Lead"/>.</summary>
    public TimeSpan Lead { get; private set; }

    /// <summary>Looks at the load. Called each round.</summary>
    /// <param name="busy">Time the worker has not waited, since it began.</param>
    /// <param name="now">The time.</param>
    public void Update(TimeSpan busy, MonotonicTime now)
    {
        TimeSpan passed = now - _lookedAt;
        if (passed < Interval)
        {
            return;
        }

        double weight = Math.Min(1, passed / Memory);
        _load += weight * (Math.Clamp((busy - _busy) / passed, 0, 1) - _load);
        (_busy, _lookedAt) = (busy, now);
        Lead = TimeSpan.FromTicks(Math.Clamp(Lead.Ticks, LeadAt(_load).Ticks, LeadAt(_load + Hysteresis).Ticks));
    }

    private static TimeSpan LeadAt(double load) => PlaybackPeer.MaxLead * Math.Clamp((load - EnoughTime) / (ShortOfTime - EnoughTime), 0, 1);
}
