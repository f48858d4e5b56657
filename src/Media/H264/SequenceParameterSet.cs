using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.H264;

/// <summary>What a sequence parameter set says about the pictures (ITU-T H.264, 7.3.2.1.1 and annex E).</summary>
internal sealed record SequenceParameterSet
{
    /// <summary>Largest seq_parameter_set_id.</summary>
    public const int MaxId = 31;

    /// <summary>profile_idc: 66 Baseline, 77 Main, 100 High, …</summary>
    public required byte ProfileIdc { get; init; }

    /// <summary>constraint_set0_flag (most significant bit) to constraint_set5_flag and two zero bits.</summary>
    public required byte ConstraintFlags { get; init; }

    /// <summary>level_idc: ten times the level.</summary>
    public required byte LevelIdc { get; init; }

    /// <summary>seq_parameter_set_id, 0 to 31.</summary>
    public required int Id { get; init; }

    /// <summary>chroma_format_idc: 0 monochrome, 1 4:2:0, 2 4:2:2, 3 4:4:4.</summary>
    public required int ChromaFormat { get; init; }

    /// <summary>Bits per luma sample, 8 to 14.</summary>
    public required int LumaBitDepth { get; init; }

    /// <summary>Bits per chroma sample, 8 to 14.</summary>
    public required int ChromaBitDepth { get; init; }

    /// <summary>pic_order_cnt_type, 0 to 2; with 2 the output order is the decoding order.</summary>
    public required int PictureOrderCountType { get; init; }

    /// <summary>max_num_ref_frames.</summary>
    public required int MaxReferenceFrames { get; init; }

    /// <summary>Width in pixels after cropping.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels after cropping.</summary>
    public required int Height { get; init; }

    /// <summary>frame_mbs_only_flag is 0: pictures may be fields.</summary>
    public required bool IsInterlaced { get; init; }

    /// <summary>From the VUI; null if the stream does not say.</summary>
    public VideoUsability? Usability { get; init; }

    /// <summary>
    /// Most pictures that precede another in decoding order and follow it in output order, if the stream says so. 0 proves the
    /// absence of reordering; null proves nothing.
    /// </summary>
    public int? MaxReorderFrames => PictureOrderCountType == 2 ? 0 : Usability?.MaxReorderFrames;

    /// <summary>profile-level-id of RFC 6184 section 8.1 as a number, such as 0x42E01F.</summary>
    public uint ProfileLevelId => ((uint)ProfileIdc << 16) | ((uint)ConstraintFlags << 8) | LevelIdc;

    /// <summary>Reads a NAL unit of type 7, header byte included.</summary>
    public static bool TryParse(ReadOnlySpan<byte> nal, [NotNullWhen(true)] out SequenceParameterSet? parameterSet) =>
        SequenceParameterSetParser.TryParse(nal, out parameterSet);
}
