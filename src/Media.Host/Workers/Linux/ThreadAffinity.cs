using System.Numerics;
using System.Runtime.InteropServices;

namespace Vod.Media.Host.Workers.Linux;

/// <summary>Keeps threads on processors (sched_setaffinity(2)).</summary>
internal static unsafe partial class ThreadAffinity
{
    /// <summary>Processors that a mask has room for: what a kernel is built for at most.</summary>
    private const int MaxProcessors = 8192;

    private const int BitsPerWord = 64;
    private const string Library = "libc";

    /// <summary>The processors this process may use, ascending; none where that cannot be told.</summary>
    public static IReadOnlyList<int> AllowedProcessors()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        ulong* mask = stackalloc ulong[MaxProcessors / BitsPerWord];
        new Span<ulong>(mask, MaxProcessors / BitsPerWord).Clear();
        if (sched_getaffinity(0, MaxProcessors / 8, mask) != 0)
        {
            return [];
        }

        List<int> allowed = [];
        for (int word = 0; word < MaxProcessors / BitsPerWord; word++)
        {
            for (ulong rest = mask[word]; rest != 0; rest &= rest - 1)
            {
                allowed.Add((word * BitsPerWord) + BitOperations.TrailingZeroCount(rest));
            }
        }

        return allowed;
    }

    /// <summary>Keeps the calling thread on one processor; false when the system does not let it.</summary>
    public static bool TryPin(int processor)
    {
        if (!OperatingSystem.IsLinux() || processor is < 0 or >= MaxProcessors)
        {
            return false;
        }

        ulong* mask = stackalloc ulong[MaxProcessors / BitsPerWord];
        new Span<ulong>(mask, MaxProcessors / BitsPerWord).Clear();
        mask[processor / BitsPerWord] = 1UL << (processor % BitsPerWord);
        return sched_setaffinity(0, MaxProcessors / 8, mask) == 0;
    }

    /// <summary>Of the C library: reads the mask of a thread, 0 for the calling one.</summary>
    [LibraryImport(Library)]
    private static partial int sched_getaffinity(int thread, nuint bytes, ulong* mask);

    /// <summary>Of the C library: sets the mask of a thread, 0 for the calling one.</summary>
    [LibraryImport(Library)]
    private static partial int sched_setaffinity(int thread, nuint bytes, ulong* mask);
}
