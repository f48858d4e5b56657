using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Vod.Api.Rest;

/// <summary>The same call for many streams.</summary>
internal static class GrainCalls
{
    /// <summary>
    /// Makes a call for each of the items, a bounded number at a time; whether any was answered by true. One that fails does not keep the others from being made; what it
    /// threw is thrown when all are done.
    /// </summary>
    public static async Task<bool> AnyAsync<T>(IEnumerable<T> items, Func<T, Task<bool>> call)
    {
        int answered = 0;
        ConcurrentQueue<Exception> failures = [];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = RestLimits.MaxParallelCalls };
        await Parallel.ForEachAsync(items, parallel, async (item, _) =>
        {
            try
            {
                if (await call(item))
                {
                    Interlocked.Increment(ref answered);
                }
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception);
            }
        });
        if (failures.TryDequeue(out Exception? first))
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return answered > 0;
    }
}
