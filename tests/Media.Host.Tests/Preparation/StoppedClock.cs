namespace Vod.Media.Host.Tests.Preparation;

/// <summary>Time stands still unless it is moved, so that a slow machine changes no order; timers run as ever.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private long _timestamp;

    public override long GetTimestamp() => Volatile.Read(ref _timestamp);

    public void Advance(TimeSpan span) => Interlocked.Add(ref _timestamp, (long)(span.TotalSeconds * TimestampFrequency));
}
