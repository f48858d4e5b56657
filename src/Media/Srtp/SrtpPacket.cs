using System.Buffers.Binary;

namespace Vod.Media.Srtp;

/// <summary>The few fields of RTP and RTCP headers that protection depends on (RFC 3550 sections 5.1, 5.3.1 and 6.4).</summary>
internal static class SrtpPacket
{
    private const int FixedHeaderLength = 12;
    private const int ExtensionHeaderLength = 4;
    private const int Version2 = 2;

    /// <summary>Length of the RTP header with CSRC list and extension, which stays in the clear; false when it does not fit.</summary>
    public static bool TryGetRtpHeaderLength(ReadOnlySpan<byte> packet, out int headerLength)
    {
        headerLength = 0;
        if (packet.Length < FixedHeaderLength || packet[0] >> 6 != Version2)
        {
            return false;
        }

        int length = FixedHeaderLength + (sizeof(uint) * (packet[0] & 0x0F));
        bool hasExtension = (packet[0] & 0x10) != 0;
        if (hasExtension)
        {
            if (packet.Length < length + ExtensionHeaderLength)
            {
                return false;
            }

            length += ExtensionHeaderLength + (sizeof(uint) * BinaryPrimitives.ReadUInt16BigEndian(packet[(length + 2)..]));
        }

        headerLength = length;
        return length <= packet.Length;
    }

    /// <summary>Whether this can be an RTCP packet at all.</summary>
    public static bool IsRtcp(ReadOnlySpan<byte> packet) =>
        packet.Length >= SrtpTransform.RtcpHeaderLength && packet[0] >> 6 == Version2;

    /// <summary>Sequence number of an RTP packet.</summary>
    public static ushort SequenceNumber(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);

    /// <summary>SSRC of an RTP packet.</summary>
    public static uint RtpSsrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);

    /// <summary>SSRC of the sender of an RTCP packet.</summary>
    public static uint RtcpSsrc(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
}
