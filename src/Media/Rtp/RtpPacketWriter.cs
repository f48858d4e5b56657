using System.Buffers.Binary;

namespace Vod.Media.Rtp;

/// <summary>
/// Writes the header of a media packet: fixed part and, when anything is negotiated, a one-byte header extension (RFC 8285 section 4.2).
/// No contributing sources and no padding: a sender of files mixes nothing and pads nothing.
/// </summary>
internal static class RtpPacketWriter
{
    private const int WordSize = 4;
    private const int TransportSequenceSize = 2;

    /// <summary>Bytes that <see cref="WriteHeader"/> would write.</summary>
    public static int HeaderSize(in RtpExtensionValues extensions)
    {
        int elements = ElementsSize(extensions);
        return elements == 0 ? RtpHeader.FixedSize : RtpHeader.FixedSize + RtpHeader.ExtensionHeaderSize + RoundUp(elements);
    }

    /// <summary>
    /// Writes the header and returns its length, at most <see cref="RtpPacketBudget.MaxHeader"/>; the payload follows it directly.
    /// </summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="HeaderSize"/>: a bug of the caller.</exception>
    public static int WriteHeader(in RtpHeader header, in RtpExtensionValues extensions, Span<byte> destination)
    {
        int elements = ElementsSize(extensions);
        destination[0] = (byte)(RtpHeader.VersionBits | (elements == 0 ? 0 : RtpHeader.ExtensionBit));
        destination[1] = (byte)((header.Marker ? RtpHeader.MarkerBit : 0) | (header.PayloadType.Value & PayloadType.Mask));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], header.SequenceNumber.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], header.Timestamp.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], header.Ssrc.Value);
        return elements == 0
            ? RtpHeader.FixedSize
            : RtpHeader.FixedSize + WriteExtension(extensions, RoundUp(elements), destination[RtpHeader.FixedSize..]);
    }

    private static int WriteExtension(in RtpExtensionValues extensions, int size, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, RtpExtensionReader.OneByteProfile);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)(size / WordSize));
        Span<byte> data = destination.Slice(RtpHeader.ExtensionHeaderSize, size);
        int at = 0;
        if (WritesMid(extensions))
        {
            WriteElementHeader(extensions.Ids.Mid, extensions.Mid.Length, data, ref at);
            extensions.Mid.CopyTo(data[at..]);
            at += extensions.Mid.Length;
        }

        if (IsOneByteId(extensions.Ids.TransportSequence))
        {
            WriteElementHeader(extensions.Ids.TransportSequence, TransportSequenceSize, data, ref at);
            BinaryPrimitives.WriteUInt16BigEndian(data[at..], extensions.TransportSequence);
            at += TransportSequenceSize;
        }

        if (IsOneByteId(extensions.Ids.AbsSendTime))
        {
            WriteElementHeader(extensions.Ids.AbsSendTime, AbsSendTime.Size, data, ref at);
            data[at] = (byte)(extensions.AbsSendTime.Value >> 16);
            BinaryPrimitives.WriteUInt16BigEndian(data[(at + 1)..], (ushort)extensions.AbsSendTime.Value);
            at += AbsSendTime.Size;
        }

        data[at..].Clear();
        return RtpHeader.ExtensionHeaderSize + size;
    }

    // RFC 8285 section 4.2: the length field holds the number of data bytes less one.
    private static void WriteElementHeader(byte id, int length, Span<byte> data, ref int at) =>
        data[at++] = (byte)((id << 4) | (length - 1));

    private static int ElementsSize(in RtpExtensionValues extensions)
    {
        RtpExtensionIds ids = extensions.Ids;
        return (WritesMid(extensions) ? 1 + extensions.Mid.Length : 0)
            + (IsOneByteId(ids.TransportSequence) ? 1 + TransportSequenceSize : 0)
            + (IsOneByteId(ids.AbsSendTime) ? 1 + AbsSendTime.Size : 0);
    }

    // Id and name come out of a stranger's SDP. What the one-byte form cannot say is left out; a receiver can do without any of them.
    private static bool WritesMid(in RtpExtensionValues extensions) =>
        IsOneByteId(extensions.Ids.Mid) && extensions.Mid.Length is > 0 and <= RtpPacketBudget.MaxMidSize;

    private static bool IsOneByteId(byte id) => id is > 0 and <= RtpExtensionIds.MaxOneByteId;

    private static int RoundUp(int size) => (size + WordSize - 1) & ~(WordSize - 1);
}
