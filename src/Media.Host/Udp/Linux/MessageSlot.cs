using System.Runtime.InteropServices;

namespace Vod.Media.Host.Udp.Linux;

/// <summary>What the header of one message points to, besides its bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageSlot
{
    /// <summary>Where its bytes are.</summary>
    public IoVec Vector;

    /// <summary>How they are cut up.</summary>
    public SegmentSizeMessage SegmentSize;

    /// <summary>The address of the peer: sockaddr_in or sockaddr_in6.</summary>
    public fixed byte Name[SocketAddressCodec.IPv6Bytes];
}
