using Vod.Media.Timing;

namespace Vod.Media.Simulation.Workers;

/// <summary>A clock that is moved by whoever waits on it.</summary>
internal sealed class VirtualTime(MonotonicTime start) : TimeProvider
{
    private bool _hasOrigin;

    public MonotonicTime Now { get; set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    // The first question comes from the clock of the media plane, whose zero is that moment.
    public override long GetTimestamp()
    {
        long timestamp = _hasOrigin ? Now.Ticks : 0;
        _hasOrigin = true;
        return timestamp;
    }
}
