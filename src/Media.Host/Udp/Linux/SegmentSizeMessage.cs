using System.Runtime.InteropServices;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>The control message UDP_SEGMENT (udp(7)): struct cmsghdr and behind it the size at which the kernel cuts a message into datagrams.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SegmentSizeMessage
{
    /// <summary>CMSG_LEN(sizeof(uint16_t)): without the padding behind.</summary>
    public const int UnpaddedBytes = 18;

    /// <summary>cmsg_len.</summary>
    public nuint Length;

    /// <summary>cmsg_level.</summary>
    public int Level;

    /// <summary>cmsg_type.</summary>
    public int Type;

    /// <summary>The size of each datagram but the last.</summary>
    public ushort SegmentSize;
}
