using System.Runtime.InteropServices;

namespace Vod.Media.Host.Storage.Linux;

/// <summary>The functions of the C library in use, under their own names (preadv2(2), posix_fadvise(2)), with the numbers of 64-bit Linux.</summary>
internal static unsafe partial class LibC
{
    public const int RWF_NOWAIT = 0x8;
    public const int POSIX_FADV_WILLNEED = 3;
    public const int EINTR = 4;
    public const int EAGAIN = 11;

    private const string Library = "libc";

    /// <summary>Reads at a position into several buffers; with <see cref="RWF_NOWAIT"/> only what is in memory.</summary>
    /// <returns>Bytes read, or -1.</returns>
    [LibraryImport(Library, SetLastError = true)]
    public static partial nint preadv2(SafeHandle file, IoVec* buffers, int count, long offset, int flags);

    /// <summary>Tells what a range of a file is going to be used for.</summary>
    /// <returns>0, or an error.</returns>
    [LibraryImport(Library)]
    public static partial int posix_fadvise(SafeHandle file, long offset, long length, int advice);
}
