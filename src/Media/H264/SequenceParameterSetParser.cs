using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.H264;

/// <summary>
/// Reads sequence parameter sets in the order of ITU-T H.264, 7.3.2.1.1 (seq_parameter_set_data) and E.1.1 (vui_parameters).
/// </summary>
internal static class SequenceParameterSetParser
{
    // A level 6.2 picture is at most 139264 macroblocks, 1055 of them in one direction (A.3.1): larger numbers are garbage.
    private const uint MaxMacroblocksPerSide = 2048;
    private const uint MaxReferenceFrames = 16;
    private const uint MaxBitDepthMinus8 = 6;
    private const uint MaxHypotheticalBuffers = 32;
    private const byte ExtendedSampleAspectRatio = 255;

    public static bool TryParse(ReadOnlySpan<byte> nal, [NotNullWhen(true)] out SequenceParameterSet? parameterSet)
    {
        parameterSet = null;
        if (nal.Length < 4 || new NalUnitHeader(nal[0]).Type != NalUnitType.SequenceParameterSet)
        {
            return false;
        }

        RbspReader reader = new(nal[4..]);
        uint id = reader.ReadUnsigned();
        Chroma chroma = ReadChroma(nal[1], ref reader);
        uint frameNumberBits = reader.ReadUnsigned();
        uint orderType = reader.ReadUnsigned();
        SkipPictureOrder(orderType, ref reader);
        uint references = reader.ReadUnsigned();
        reader.ReadFlag(); // gaps_in_frame_num_value_allowed_flag
        Size size = ReadSize(chroma, ref reader);
        bool valid = !reader.Overrun && id <= SequenceParameterSet.MaxId && chroma.IsValid && size.IsValid
            && frameNumberBits <= 12 && orderType <= 2 && references <= MaxReferenceFrames;
        if (!valid)
        {
            return false;
        }

        parameterSet = new SequenceParameterSet
        {
            ProfileIdc = nal[1],
            ConstraintFlags = nal[2],
            LevelIdc = nal[3],
            Id = (int)id,
            ChromaFormat = (int)chroma.Format,
            LumaBitDepth = (int)chroma.LumaBitDepthMinus8 + 8,
            ChromaBitDepth = (int)chroma.ChromaBitDepthMinus8 + 8,
            PictureOrderCountType = (int)orderType,
            MaxReferenceFrames = (int)references,
            Width = size.Width,
            Height = size.Height,
            IsInterlaced = !size.FramesOnly,
            Usability = ReadUsability(ref reader),
        };
        return true;
    }

    private static Chroma ReadChroma(byte profile, ref RbspReader reader)
    {
        // Only these profiles carry the chroma fields; the others are 4:2:0 with 8 bits.
        if (profile is not (100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135))
        {
            return new Chroma(1, false, 0, 0);
        }

        uint format = reader.ReadUnsigned();
        bool separatePlanes = format == 3 && reader.ReadFlag();
        uint luma = reader.ReadUnsigned();
        uint chroma = reader.ReadUnsigned();
        reader.ReadFlag(); // qpprime_y_zero_transform_bypass_flag
        if (reader.ReadFlag())
        {
            int lists = format == 3 ? 12 : 8;
            for (int list = 0; list < lists; list++)
            {
                if (reader.ReadFlag())
                {
                    SkipScalingList(list < 6 ? 16 : 64, ref reader);
                }
            }
        }

        return new Chroma(format, separatePlanes, luma, chroma);
    }

    private static void SkipScalingList(int size, ref RbspReader reader)
    {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size && next != 0 && !reader.Overrun; i++)
        {
            next = (last + reader.ReadSigned()) & 0xFF;
            last = next == 0 ? last : next;
        }
    }

    private static void SkipPictureOrder(uint type, ref RbspReader reader)
    {
        if (type == 0)
        {
            reader.ReadUnsigned(); // log2_max_pic_order_cnt_lsb_minus4
        }
        else if (type == 1)
        {
            reader.ReadFlag();   // delta_pic_order_always_zero_flag
            reader.ReadSigned(); // offset_for_non_ref_pic
            reader.ReadSigned(); // offset_for_top_to_bottom_field
            uint cycle = reader.ReadUnsigned();
            for (uint i = 0; i < cycle && !reader.Overrun; i++)
            {
                reader.ReadSigned();
            }
        }
    }

    private static Size ReadSize(Chroma chroma, ref RbspReader reader)
    {
        uint columns = reader.ReadUnsigned() + 1;
        uint rows = reader.ReadUnsigned() + 1;
        bool framesOnly = reader.ReadFlag();
        if (!framesOnly)
        {
            reader.ReadFlag(); // mb_adaptive_frame_field_flag
        }

        reader.ReadFlag(); // direct_8x8_inference_flag
        long left = 0, right = 0, top = 0, bottom = 0;
        if (reader.ReadFlag())
        {
            left = reader.ReadUnsigned();
            right = reader.ReadUnsigned();
            top = reader.ReadUnsigned();
            bottom = reader.ReadUnsigned();
        }

        if (columns > MaxMacroblocksPerSide || rows > MaxMacroblocksPerSide)
        {
            return default;
        }

        // Equations 7-19 to 7-22: the crop counts in chroma samples, and in field lines if pictures can be fields.
        int fieldFactor = framesOnly ? 1 : 2;
        int unitX = !chroma.SeparatePlanes && chroma.Format is 1 or 2 ? 2 : 1;
        int unitY = (!chroma.SeparatePlanes && chroma.Format == 1 ? 2 : 1) * fieldFactor;
        long width = (columns * 16) - (unitX * (left + right));
        long height = (rows * 16 * fieldFactor) - (unitY * (top + bottom));
        return width > 0 && height > 0 ? new Size((int)width, (int)height, framesOnly) : default;
    }

    private static VideoUsability? ReadUsability(ref RbspReader reader)
    {
        if (!reader.ReadFlag())
        {
            return null;
        }

        SkipDisplay(ref reader);
        uint ticks = 0, scale = 0;
        bool fixedRate = false;
        if (reader.ReadFlag())
        {
            ticks = reader.ReadBits(32);
            scale = reader.ReadBits(32);
            fixedRate = reader.ReadFlag();
        }

        bool nalBuffer = SkipHypotheticalDecoder(ref reader);
        bool vclBuffer = SkipHypotheticalDecoder(ref reader);
        if (nalBuffer || vclBuffer)
        {
            reader.ReadFlag(); // low_delay_hrd_flag
        }

        reader.ReadFlag(); // pic_struct_present_flag
        int? reorder = null, buffering = null;
        if (reader.ReadFlag())
        {
            reader.ReadFlag();     // motion_vectors_over_pic_boundaries_flag
            reader.ReadUnsigned(); // max_bytes_per_pic_denom
            reader.ReadUnsigned(); // max_bits_per_mb_denom
            reader.ReadUnsigned(); // log2_max_mv_length_horizontal
            reader.ReadUnsigned(); // log2_max_mv_length_vertical
            reorder = (int)Math.Min(reader.ReadUnsigned(), MaxReferenceFrames);
            buffering = (int)Math.Min(reader.ReadUnsigned(), MaxReferenceFrames);
        }

        // Cameras cut the VUI short; the picture size before it still holds, so a bad VUI counts as none.
        return reader.Overrun ? null : new VideoUsability(ticks, scale, fixedRate, reorder, buffering);
    }

    private static void SkipDisplay(ref RbspReader reader)
    {
        if (reader.ReadFlag() && reader.ReadBits(8) == ExtendedSampleAspectRatio)
        {
            reader.ReadBits(32); // sar_width, sar_height
        }

        if (reader.ReadFlag())
        {
            reader.ReadFlag(); // overscan_appropriate_flag
        }

        if (reader.ReadFlag())
        {
            reader.ReadBits(4); // video_format, video_full_range_flag
            if (reader.ReadFlag())
            {
                reader.ReadBits(24); // colour description
            }
        }

        if (reader.ReadFlag())
        {
            reader.ReadUnsigned(); // chroma_sample_loc_type_top_field
            reader.ReadUnsigned(); // chroma_sample_loc_type_bottom_field
        }
    }

    private static bool SkipHypotheticalDecoder(ref RbspReader reader)
    {
        if (!reader.ReadFlag())
        {
            return false;
        }

        uint buffers = reader.ReadUnsigned() + 1;
        reader.ReadBits(8); // bit_rate_scale, cpb_size_scale
        for (uint i = 0; i < Math.Min(buffers, MaxHypotheticalBuffers) && !reader.Overrun; i++)
        {
            reader.ReadUnsigned(); // bit_rate_value_minus1
            reader.ReadUnsigned(); // cpb_size_value_minus1
            reader.ReadFlag();     // cbr_flag
        }

        reader.ReadBits(20); // four delay and offset lengths of 5 bits
        return true;
    }

    private readonly record struct Chroma(uint Format, bool SeparatePlanes, uint LumaBitDepthMinus8, uint ChromaBitDepthMinus8)
    {
        public bool IsValid => Format <= 3 && LumaBitDepthMinus8 <= MaxBitDepthMinus8 && ChromaBitDepthMinus8 <= MaxBitDepthMinus8;
    }

    private readonly record struct Size(int Width, int Height, bool FramesOnly)
    {
        public bool IsValid => Width > 0;
    }
}
