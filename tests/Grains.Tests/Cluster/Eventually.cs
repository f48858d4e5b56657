namespace Vod.Grains.Tests.Cluster;

/// <summary>Waits for a state that nobody announces, such as a table that empties. It asks again and again; nothing depends on how often.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    public static async Task Is(Func<Task<bool>> condition)
    {
        using PeriodicTimer poll = new(Poll);
        CancellationToken deadline = Deadline.Token;
        while (!await condition())
        {
            await poll.WaitForNextTickAsync(deadline);
        }
    }

    public static Task Is(Func<bool> condition) => Is(() => Task.FromResult(condition()));
}
