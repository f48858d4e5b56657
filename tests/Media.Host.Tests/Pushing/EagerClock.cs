namespace Vod.Media.Host.Tests.Pushing;

/// <summary>Time stands still, but timers of up to a second fire as soon as they are made, and longer ones never.</summary>
/// <param name="onTimer">Told what a timer is set to, before it fires.</param>
internal sealed class EagerClock(Action<TimeSpan> onTimer) : TimeProvider
{
    public override long GetTimestamp() => 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime > TimeSpan.FromSeconds(1))
        {
            return new Timer();
        }

        onTimer(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
