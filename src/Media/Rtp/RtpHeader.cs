using System.Buffers.Binary;

namespace Vod.Media.Rtp;

/// <summary>
/// The header of an RTP packet (RFC 3550 section 5.1): the five fields a sender chooses, and for a parsed packet where its parts lie.
/// Parsing stops at the payload and does not look at the padding count, because that byte is encrypted under SRTP while the
/// header is not (RFC 3711 section 3.1).
/// </summary>
/// <param name="PayloadType">The codec, by SDP's number.</param>
/// <param name="Marker">For video the last packet of an access unit, for audio the first after silence.</param>
/// <param name="SequenceNumber">Packet number of the stream.</param>
/// <param name="Timestamp">Sampling instant of the payload.</param>
/// <param name="Ssrc">The stream.</param>
internal readonly record struct RtpHeader(
    PayloadType PayloadType,
    bool Marker,
    SequenceNumber SequenceNumber,
    RtpTimestamp Timestamp,
    Ssrc Ssrc)
{
    /// <summary>Bytes of a header without contributing sources and extension.</summary>
    public const int FixedSize = 12;

    /// <summary>Bytes of the profile and length words that open a header extension (RFC 3550 section 5.3.1).</summary>
    public const int ExtensionHeaderSize = 4;

    /// <summary>The only version there is (RFC 3550 section 5.1), in the upper two bits of the first byte.</summary>
    internal const byte VersionBits = 2 << 6;

    internal const byte PaddingBit = 0x20;
    internal const byte ExtensionBit = 0x10;
    internal const byte MarkerBit = 0x80;
    private const byte VersionMask = 0xC0;
    private const byte CsrcCountMask = 0x0F;
    private const int CsrcSize = 4;
    private const int WordSize = 4;

    /// <summary>Whether the last byte of the packet counts padding.</summary>
    public bool HasPadding { get; private init; }

    /// <summary>Contributing sources after the fixed part: 0 to 15.</summary>
    public int CsrcCount { get; private init; }

    /// <summary>Whether a header extension follows the contributing sources.</summary>
    public bool HasExtension { get; private init; }

    /// <summary>The 16 bits that say how the extension is laid out; 0xBEDE for one-byte elements (RFC 8285 section 4.2).</summary>
    public ushort ExtensionProfile { get; private init; }

    /// <summary>Bytes of extension data, a multiple of 4.</summary>
    public int ExtensionSize { get; private init; }

    /// <summary>Offset of the payload.</summary>
    public int Size => FixedSize + (CsrcCount * CsrcSize) + (HasExtension ? ExtensionHeaderSize + ExtensionSize : 0);

    /// <summary>Reads a header; false when it is not version 2 or does not fit the packet.</summary>
    public static bool TryParse(ReadOnlySpan<byte> packet, out RtpHeader header)
    {
        header = default;
        if (packet.Length < FixedSize || (packet[0] & VersionMask) != VersionBits)
        {
            return false;
        }

        RtpHeader parsed = new(
            new((byte)(packet[1] & PayloadType.Mask)),
            (packet[1] & MarkerBit) != 0,
            new(BinaryPrimitives.ReadUInt16BigEndian(packet[2..])),
            new(BinaryPrimitives.ReadUInt32BigEndian(packet[4..])),
            new(BinaryPrimitives.ReadUInt32BigEndian(packet[8..])))
        {
            HasPadding = (packet[0] & PaddingBit) != 0,
            CsrcCount = packet[0] & CsrcCountMask,
        };

        if ((packet[0] & ExtensionBit) != 0)
        {
            int offset = parsed.Size;
            if (packet.Length < offset + ExtensionHeaderSize)
            {
                return false;
            }

            parsed = parsed with
            {
                HasExtension = true,
                ExtensionProfile = BinaryPrimitives.ReadUInt16BigEndian(packet[offset..]),
                ExtensionSize = BinaryPrimitives.ReadUInt16BigEndian(packet[(offset + 2)..]) * WordSize,
            };
        }

        if (packet.Length < parsed.Size)
        {
            return false;
        }

        header = parsed;
        return true;
    }

    /// <summary>
    /// The payload of the (decrypted) packet this header was read from, without padding; false when the padding count is
    /// zero or reaches into the header (RFC 3550 section 5.1: the count includes itself).
    /// </summary>
    public bool TryGetPayload(ReadOnlySpan<byte> packet, out ReadOnlySpan<byte> payload)
    {
        payload = packet[Size..];
        if (!HasPadding)
        {
            return true;
        }

        int padding = payload.IsEmpty ? 0 : payload[^1];
        if (padding == 0 || padding > payload.Length)
        {
            payload = default;
            return false;
        }

        payload = payload[..^padding];
        return true;
    }

    /// <summary>The elements of the header extension of the packet this header was read from.</summary>
    public RtpExtensionReader ReadExtensions(ReadOnlySpan<byte> packet) =>
        HasExtension ? new(ExtensionProfile, packet[(Size - ExtensionSize)..Size]) : default;
}
