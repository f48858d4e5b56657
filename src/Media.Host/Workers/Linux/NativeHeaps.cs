using System.Runtime.InteropServices;

namespace Vod.Media.Host.Workers.Linux;

/// <summary>
/// The heaps of the GNU C library, which OpenSSL takes its memory from. By default there are eight for each processor, and every new thread begins one: in half an hour of coming and going
/// the threads of the pool left 20 MB in them that nobody used (docs/adr/0016-garbage-collection.md).
/// </summary>
internal static partial class NativeHeaps
{
    /// <summary>How many there may be besides those that the runtime has made before: each worker and its neighbours find one free.</summary>
    public const int Max = 4;

    private const int ArenaMax = -8; // M_ARENA_MAX of malloc.h

    /// <summary>Limits their number from now on; false where there is no such setting.</summary>
    public static bool TryLimit()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            return mallopt(ArenaMax, Max) == 1;
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library.
            return false;
        }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);
}
