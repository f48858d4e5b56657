namespace Vod.Grains.Tests.Cluster;

/// <summary>Waits for a state that nobody announces, such as a deactivation that has finished.</summary>
internal static class Eventually
{
    public static async Task Is(Func<Task<bool>> condition)
    {
        CancellationToken deadline = Deadline.Token;
        while (!await condition())
        {
            deadline.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
