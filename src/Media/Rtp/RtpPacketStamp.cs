using System.Buffers.Binary;

namespace Vod.Media.Rtp;

/// <summary>
/// Fills in what is known of a packet only when it leaves: its number on the transport and its time. Whoever writes the packet leaves room for them, by their ids (RFC 8285 section 4.2).
/// </summary>
internal static class RtpPacketStamp
{
    private const int IdShift = 4;
    private const int LengthMask = 0x0F;

    /// <summary>Writes the elements that have room in the header extension of a packet.</summary>
    /// <param name="packet">A packet that <see cref="RtpPacketWriter"/> wrote, before it is encrypted.</param>
    /// <param name="ids">The ids its elements were written with.</param>
    /// <param name="transportSequence">Number of this packet among all packets of the transport.</param>
    /// <param name="time">Departure time.</param>
    public static void Write(Span<byte> packet, in RtpExtensionIds ids, ushort transportSequence, AbsSendTime time)
    {
        if ((packet[0] & RtpHeader.ExtensionBit) == 0)
        {
            return;
        }

        int words = BinaryPrimitives.ReadUInt16BigEndian(packet[(RtpHeader.FixedSize + 2)..]);
        Span<byte> rest = packet.Slice(RtpHeader.FixedSize + RtpHeader.ExtensionHeaderSize, words * sizeof(uint));

        // An element of id 0 is padding, which is all that follows.
        while (!rest.IsEmpty && rest[0] >> IdShift is > 0 and int id)
        {
            Span<byte> data = rest.Slice(1, (rest[0] & LengthMask) + 1);
            if (id == ids.TransportSequence)
            {
                BinaryPrimitives.WriteUInt16BigEndian(data, transportSequence);
            }
            else if (id == ids.AbsSendTime)
            {
                data[0] = (byte)(time.Value >> 16);
                BinaryPrimitives.WriteUInt16BigEndian(data[1..], (ushort)time.Value);
            }

            rest = rest[(1 + data.Length)..];
        }
    }
}
