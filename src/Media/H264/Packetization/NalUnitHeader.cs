namespace Vod.Media.H264.Packetization;

/// <summary>
/// The first byte of a NAL unit: F (1 bit), NRI (2 bits), type (5 bits). Types 1 to 23 are H.264's own (Rec. H.264 table 7-1), 24 to 31
/// belong to the RTP payload format (RFC 6184 section 5.2).
/// </summary>
/// <param name="Value">The byte.</param>
internal readonly record struct NalUnitHeader(byte Value)
{
    /// <summary>Coded slice of an IDR picture.</summary>
    public const byte IdrSlice = 5;

    /// <summary>Supplemental enhancement information.</summary>
    public const byte Sei = 6;

    /// <summary>Sequence parameter set.</summary>
    public const byte SequenceParameterSet = 7;

    /// <summary>Picture parameter set.</summary>
    public const byte PictureParameterSet = 8;

    /// <summary>Access unit delimiter; the first of four types that only frame a byte stream, 9 to 12.</summary>
    public const byte AccessUnitDelimiter = 9;

    /// <summary>Filler data; the last of those four, after end of sequence and end of stream.</summary>
    public const byte FillerData = 12;

    /// <summary>The last type a single NAL unit packet may carry.</summary>
    public const byte MaxSingle = 23;

    /// <summary>Single-time aggregation packet without decoding order numbers.</summary>
    public const byte StapA = 24;

    /// <summary>Fragmentation unit without decoding order number.</summary>
    public const byte FuA = 28;

    private const byte ForbiddenMask = 0x80;
    private const byte ReferenceMask = 0x60;
    private const byte TypeMask = 0x1F;

    /// <summary>The low five bits.</summary>
    public byte Type => (byte)(Value & TypeMask);

    /// <summary>
    /// Whether a WebRTC decoder gains from this unit. Delimiters, ends and filler say what RTP says by its timestamp and marker. SEI is
    /// dropped too: browsers use none of it, while the settings that x264 writes into it cost a key frame most of a packet.
    /// Type 0 and 24 to 31 would be taken for something else.
    /// </summary>
    public bool IsSent => Type is > 0 and < Sei or SequenceParameterSet or PictureParameterSet or (> FillerData and <= MaxSingle);

    /// <summary>The same F and NRI over another type, as the first byte of a fragmentation unit has them (RFC 6184 section 5.8).</summary>
    public NalUnitHeader WithType(byte type) => new((byte)((Value & ~TypeMask) | type));

    /// <summary>
    /// The F and NRI of an aggregate of both: F if either is damaged, NRI of the more important one (RFC 6184 section 5.7).
    /// </summary>
    public NalUnitHeader Merge(NalUnitHeader other)
    {
        int forbidden = (Value | other.Value) & ForbiddenMask;
        int reference = Math.Max(Value & ReferenceMask, other.Value & ReferenceMask);
        return new((byte)(forbidden | reference | Type));
    }
}
