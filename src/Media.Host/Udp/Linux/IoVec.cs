using System.Runtime.InteropServices;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>struct iovec of sys/uio.h: where the bytes of a message are.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVec
{
    /// <summary>iov_base.</summary>
    public byte* Base;

    /// <summary>iov_len.</summary>
    public nuint Length;
}
