namespace Vod.Media.H264.Packetization;

/// <summary>
/// What RFC 6184 adds to the first byte of a NAL unit: the same byte is the header of an RTP payload, with types of its own from 24 on
/// (section 5.2).
/// </summary>
internal static class PayloadHeader
{
    /// <summary>Single-time aggregation packet without decoding order numbers (section 5.7.1).</summary>
    public const byte StapA = 24;

    /// <summary>Fragmentation unit without decoding order number (section 5.8).</summary>
    public const byte FuA = 28;

    /// <summary>The low five bits.</summary>
    public const byte TypeMask = 0x1F;

    private const NalUnitType MaxSingle = (NalUnitType)(StapA - 1);
    private const byte ForbiddenMask = 0x80;
    private const byte ReferenceMask = 0x60;

    /// <summary>
    /// Whether a WebRTC decoder gains from a unit of this type. Delimiters, ends and filler say what RTP says by its timestamp and marker.
    /// SEI is dropped too: browsers use none of it, while the settings that x264 writes into it cost a key frame most of a packet.
    /// Type 0 and those from 24 on would be taken for something else.
    /// </summary>
    public static bool IsSent(NalUnitType type) =>
        type is (> NalUnitType.Unspecified and <= NalUnitType.IdrSlice)
            or NalUnitType.SequenceParameterSet
            or NalUnitType.PictureParameterSet
            or (> NalUnitType.FillerData and <= MaxSingle);

    /// <summary>F and NRI of a unit over a payload type, as the first byte of a fragmentation unit has them (section 5.8).</summary>
    public static byte WithType(byte nalHeader, byte type) => (byte)((nalHeader & ~TypeMask) | type);

    /// <summary>
    /// F and NRI of an aggregate that takes in another unit: F if any of them is damaged, NRI of the most important one (section 5.7).
    /// </summary>
    public static byte Merge(byte aggregateHeader, byte nalHeader)
    {
        int forbidden = (aggregateHeader | nalHeader) & ForbiddenMask;
        int reference = Math.Max(aggregateHeader & ReferenceMask, nalHeader & ReferenceMask);
        return (byte)(forbidden | reference | (aggregateHeader & TypeMask));
    }
}
