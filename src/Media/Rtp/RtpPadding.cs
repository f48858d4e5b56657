namespace Vod.Media.Rtp;

/// <summary>
/// A packet without contents (RFC 3550 section 5.1) on the retransmission stream, where a receiver drops it without taking it for a part of the picture; for probes of the path.
/// </summary>
internal static class RtpPadding
{
    /// <summary>Bytes of padding: near the most that its one-byte count can say, and a multiple of 4.</summary>
    public const int Size = 252;

    /// <summary>Bytes of the longest packet that <see cref="Write"/> writes.</summary>
    public const int MaxPacket = RtpPacketBudget.MaxHeader + Size;

    /// <summary>Writes a packet and returns its length.</summary>
    /// <param name="stream">The retransmission stream.</param>
    /// <param name="timestamp">That of the last media packet.</param>
    /// <param name="ids">Elements to leave room for, see <see cref="RtpPacketStamp"/>.</param>
    /// <param name="packet">At least <see cref="MaxPacket"/> bytes.</param>
    public static int Write(in RtxStream stream, RtpTimestamp timestamp, in RtpExtensionIds ids, Span<byte> packet)
    {
        RtpHeader header = new(stream.PayloadType, Marker: false, stream.SequenceNumber, timestamp, stream.Ssrc);
        int size = RtpPacketWriter.WriteHeader(header, new RtpExtensionValues { Ids = ids }, packet);
        packet[0] |= RtpHeader.PaddingBit;
        packet.Slice(size, Size).Clear();
        packet[size + Size - 1] = Size;
        return size + Size;
    }
}
