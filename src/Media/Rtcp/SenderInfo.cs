using System.Buffers.Binary;
using Vod.Media.Rtp;
using Vod.Media.Timing;

namespace Vod.Media.Rtcp;

/// <summary>The sender information of an SR (RFC 3550 section 6.4.1).</summary>
/// <param name="WallTime">When the report was made.</param>
/// <param name="RtpTime">The same instant on the clock of the stream; the pair of each stream is what lip sync rests on.</param>
/// <param name="PacketCount">RTP packets sent since the stream began, modulo 2^32.</param>
/// <param name="OctetCount">Payload bytes of those packets, without headers and padding, modulo 2^32.</param>
internal readonly record struct SenderInfo(NtpTime WallTime, RtpTimestamp RtpTime, uint PacketCount, uint OctetCount)
{
    internal static bool TryParse(ReadOnlySpan<byte> data, out SenderInfo info)
    {
        if (data.Length < RtcpFormat.SenderInfoSize)
        {
            info = default;
            return false;
        }

        info = new(
            new(BinaryPrimitives.ReadUInt64BigEndian(data)),
            new(BinaryPrimitives.ReadUInt32BigEndian(data[8..])),
            BinaryPrimitives.ReadUInt32BigEndian(data[12..]),
            BinaryPrimitives.ReadUInt32BigEndian(data[16..]));
        return true;
    }

    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, WallTime.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], RtpTime.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], PacketCount);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], OctetCount);
    }
}
