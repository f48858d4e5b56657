using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Vod.Media.Host.Tests.Pushing;

/// <summary>A clock that tells when somebody waits for it, so that a test moves it no sooner.</summary>
internal sealed class WaitedClock : FakeTimeProvider
{
    private readonly Channel<DateTimeOffset> _timers = Channel.CreateUnbounded<DateTimeOffset>();

    /// <summary>When the next timer is due, as soon as there is one.</summary>
    public Task<DateTimeOffset> NextTimerAsync() => _timers.Reader.ReadAsync().AsTask();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        Assert.True(_timers.Writer.TryWrite(GetUtcNow() + dueTime));
        return timer;
    }
}
