namespace Vod.Media.Tests;

/// <summary>What a piece of work takes of the heap.</summary>
internal static class Allocation
{
    private const int Rounds = 5;

    /// <summary>
    /// Bytes that a piece of work takes each time. The runtime may allocate on this thread while it compiles, and a collection counts what is left of the thread's share; the
    /// work would each time, so the least of some rounds is its own.
    /// </summary>
    /// <param name="work">Done once before it is measured.</param>
    public static long Of(Action work)
    {
        work();
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
