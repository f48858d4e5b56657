using System.Runtime.InteropServices;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>The functions of the C library in use, under their own names (sendmmsg(2), recvmmsg(2)), with the numbers of Linux on x64 and arm64.</summary>
internal static unsafe partial class LibC
{
    public const int SOL_UDP = 17;
    public const int UDP_SEGMENT = 103;

    public const int MSG_TRUNC = 0x20;
    public const int MSG_DONTWAIT = 0x40;

    public const int EINTR = 4;
    public const int EIO = 5;
    public const int EAGAIN = 11;
    public const int EINVAL = 22;
    public const int EMSGSIZE = 90;
    public const int ENOBUFS = 105;

    private const string Library = "libc";

    /// <summary>Sends messages until one fails. The error is told only when it is that of the first.</summary>
    /// <returns>Messages sent, or -1.</returns>
    [LibraryImport(Library, SetLastError = true)]
    public static partial int sendmmsg(int socket, MMsgHdr* messages, uint count, int flags);

    /// <summary>Receives messages until there are no more.</summary>
    /// <returns>Messages received, or -1.</returns>
    [LibraryImport(Library, SetLastError = true)]
    public static partial int recvmmsg(int socket, MMsgHdr* messages, uint count, int flags, void* timeout);
}
