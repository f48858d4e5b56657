using Microsoft.Extensions.Time.Testing;

namespace Vod.Storage.Weather.Tests;

/// <summary>Time that a test lets pass, once it knows that somebody waits for it.</summary>
internal sealed class ObservedTime : TimeProvider, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private readonly SemaphoreSlim _timers = new(0);

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override long GetTimestamp() => _time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = _time.CreateTimer(callback, state, dueTime, period);
        _timers.Release();
        return timer;
    }

    /// <summary>Completes when somebody has begun to wait who did not before.</summary>
    public async Task NextTimerAsync() => Assert.True(await _timers.WaitAsync(Patience));

    public void Advance(TimeSpan by) => _time.Advance(by);

    public void Dispose() => _timers.Dispose();
}
