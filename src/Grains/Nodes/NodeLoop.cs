namespace Vod.Grains.Nodes;

/// <summary>The periodic work of a node.</summary>
internal static class NodeLoop
{
    /// <summary>
    /// Does the work once a period until cancelled. Runs never overlap; a tick that comes while one still runs is merged into the next. The work
    /// handles its own failures.
    /// </summary>
    public static async Task Run(TimeSpan period, TimeProvider clock, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                await work(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The node stops.
        }
    }
}
