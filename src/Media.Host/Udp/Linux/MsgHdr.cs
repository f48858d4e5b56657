using System.Runtime.InteropServices;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>
/// struct msghdr of sys/socket.h as the 64-bit kernels have it (struct user_msghdr of linux/socket.h). On x64 and arm64 it is the same; musl declares two of the lengths as 32
/// bits and padding, which is the same in a little-endian memory of zeros.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MsgHdr
{
    /// <summary>msg_name: the address of the peer.</summary>
    public byte* Name;

    /// <summary>msg_namelen: the size of the address; when receiving, the room for it before the call and its size after.</summary>
    public uint NameLength;

    /// <summary>msg_iov.</summary>
    public IoVec* Vectors;

    /// <summary>msg_iovlen.</summary>
    public nuint VectorCount;

    /// <summary>msg_control: a control message, or null.</summary>
    public SegmentSizeMessage* Control;

    /// <summary>msg_controllen: its size with the padding behind it.</summary>
    public nuint ControlLength;

    /// <summary>msg_flags: set by the kernel when receiving.</summary>
    public int Flags;
}
