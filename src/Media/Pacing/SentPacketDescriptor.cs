using System.Runtime.InteropServices;
using Vod.Media.Rtp;

namespace Vod.Media.Pacing;

/// <summary>
/// One packet in <see cref="SendHistory"/>, in sixteen bytes: two thousand of them per viewer are 32 KB, where the packets would be over
/// two megabytes. The sequence number is the slot.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct SentPacketDescriptor
{
    /// <summary>Bytes of one descriptor.</summary>
    public const int Size = 16;

    /// <summary>The payload.</summary>
    public PacketCut Cut;

    /// <summary>Number of the frame it belongs to, counted from the first one in the history.</summary>
    public uint Frame;

    /// <summary>
    /// Milliseconds of the clock at the last retransmission, modulo 2^16. Wrapping after a minute is harmless: at worst a packet that
    /// old is refused for one round trip.
    /// </summary>
    public ushort RetransmittedAt;

    /// <summary>How often it has been sent again.</summary>
    public byte Retransmissions;
}
