using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Vod.Api.Tests.Support;

/// <summary>A clock that stands still until a test moves it, and tells when somebody has begun to wait.</summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Completes when somebody waits for this long.</summary>
    public async Task WaitedForAsync(TimeSpan dueTime)
    {
        while (await Patience.Wait(_timers.Reader) != dueTime)
        {
        }
    }
}
