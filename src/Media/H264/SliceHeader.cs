namespace Vod.Media.H264;

/// <summary>The start of a slice header (ITU-T H.264, 7.3.3): what can be read without the parameter sets.</summary>
/// <param name="Nal">Header byte of the NAL unit.</param>
/// <param name="FirstMacroblock">first_mb_in_slice: 0 starts a picture.</param>
/// <param name="Type">How the slice is predicted.</param>
/// <param name="PictureParameterSetId">pic_parameter_set_id, 0 to 255.</param>
internal readonly record struct SliceHeader(NalUnitHeader Nal, uint FirstMacroblock, SliceType Type, int PictureParameterSetId)
{
    private const uint SliceTypeValues = 10;

    /// <summary>Reads the header of a slice NAL unit (types 1, 2 and 5); false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> nal, out SliceHeader header)
    {
        header = default;
        if (nal.IsEmpty)
        {
            return false;
        }

        NalUnitHeader nalHeader = new(nal[0]);
        if (nalHeader.Type is not (NalUnitType.Slice or NalUnitType.SliceDataPartitionA or NalUnitType.IdrSlice))
        {
            return false;
        }

        RbspReader reader = new(nal[1..]);
        uint firstMacroblock = reader.ReadUnsigned();
        uint sliceType = reader.ReadUnsigned();
        uint parameterSet = reader.ReadUnsigned();
        if (reader.Overrun || sliceType >= SliceTypeValues || parameterSet > byte.MaxValue)
        {
            return false;
        }

        header = new SliceHeader(nalHeader, firstMacroblock, (SliceType)(sliceType % 5), (int)parameterSet);
        return true;
    }
}
