using System.Buffers.Binary;

namespace Vod.Media.Rtp;

/// <summary>
/// The retransmission payload format of RFC 4588: the original payload behind the sequence number it was first sent with, on a
/// stream of its own. A retransmission with the original number would corrupt the receiver's loss statistics and SRTP replay window.
/// </summary>
internal static class RtxPacket
{
    /// <summary>Bytes of the OSN field (RFC 4588 section 4).</summary>
    public const int OriginalSequenceNumberSize = 2;

    /// <summary>
    /// Writes everything that comes before the original payload and returns its length; the caller cuts the payload again behind it.
    /// </summary>
    /// <param name="original">Header of the packet as first sent: marker and timestamp are kept (RFC 4588 section 4).</param>
    /// <param name="stream">Payload type, SSRC and next sequence number of the retransmission stream.</param>
    /// <param name="extensions">Header extension of this packet; it has its own transport-wide sequence number and send time.</param>
    /// <param name="destination">At least <see cref="RtpPacketBudget.MaxHeader"/> + <see cref="OriginalSequenceNumberSize"/> bytes.</param>
    public static int WriteHeader(in RtpHeader original, in RtxStream stream, in RtpExtensionValues extensions, Span<byte> destination)
    {
        RtpHeader header = new(stream.PayloadType, original.Marker, stream.SequenceNumber, original.Timestamp, stream.Ssrc);
        int size = RtpPacketWriter.WriteHeader(header, extensions, destination);
        BinaryPrimitives.WriteUInt16BigEndian(destination[size..], original.SequenceNumber.Value);
        return size + OriginalSequenceNumberSize;
    }

    /// <summary>Splits a retransmission payload; false when it is too short to hold the original sequence number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out SequenceNumber original, out ReadOnlySpan<byte> originalPayload)
    {
        if (payload.Length < OriginalSequenceNumberSize)
        {
            original = default;
            originalPayload = default;
            return false;
        }

        original = new(BinaryPrimitives.ReadUInt16BigEndian(payload));
        originalPayload = payload[OriginalSequenceNumberSize..];
        return true;
    }
}
