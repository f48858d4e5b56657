using Vod.Media.Host;
using Vod.Media.Timing;

namespace Vod.Media.Load;

/// <summary>Real time: what a load is paced by, and the one place that waits for it to pass.</summary>
internal sealed class LoadClock
{
    private readonly MonotonicClock _clock = new(TimeProvider.System);

    /// <summary>The time now.</summary>
    public MonotonicTime Now => _clock.Now;

    /// <summary>Waits for a moment; not at all when it is over.</summary>
    public Task WaitUntilAsync(MonotonicTime moment)
    {
        // Asked for once: the time goes on between two looks, and a delay of minus one millisecond is for ever.
        TimeSpan left = moment - Now;
        return left <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(left);
    }

    /// <summary>Waits a while.</summary>
    public Task WaitAsync(TimeSpan span) => WaitUntilAsync(Now + span);

    /// <summary>Looks again and again whether something is so; false when the time is over before.</summary>
    public async Task<bool> WaitForAsync(Func<Task<bool>> condition, TimeSpan atMost)
    {
        MonotonicTime deadline = Now + atMost;
        while (!await condition())
        {
            if (Now >= deadline)
            {
                return false;
            }

            await WaitAsync(TimeSpan.FromMilliseconds(50));
        }

        return true;
    }
}
