using System.Runtime.InteropServices;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>struct mmsghdr of sys/socket.h: one message of recvmmsg(2) or sendmmsg(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MMsgHdr
{
    /// <summary>msg_hdr.</summary>
    public MsgHdr Header;

    /// <summary>msg_len: bytes received or sent, set by the kernel.</summary>
    public uint Length;
}
