namespace Vod.Media.Host.Storage.Objects;

/// <summary>
/// A clock whose time of day is right when it is made and goes on evenly from then, whatever is done to that of the machine: when something may be tried again, and how long it has failed, must not depend on a clock
/// that somebody sets.
/// </summary>
/// <param name="clock">The clock it follows.</param>
internal sealed class SteadyClock(TimeProvider clock) : TimeProvider
{
    private readonly DateTimeOffset _origin = clock.GetUtcNow();
    private readonly long _start = clock.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _origin + clock.GetElapsedTime(_start);

    /// <inheritdoc/>
    public override long GetTimestamp() => clock.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
}
