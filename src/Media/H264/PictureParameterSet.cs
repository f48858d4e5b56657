namespace Vod.Media.H264;

/// <summary>The start of a picture parameter set (ITU-T H.264, 7.3.2.2).</summary>
/// <param name="Id">pic_parameter_set_id, 0 to 255.</param>
/// <param name="SequenceParameterSetId">seq_parameter_set_id, 0 to 31.</param>
/// <param name="UsesCabac">entropy_coding_mode_flag: arithmetic coding, which the Baseline profile does not have.</param>
internal readonly record struct PictureParameterSet(int Id, int SequenceParameterSetId, bool UsesCabac)
{
    /// <summary>Reads a NAL unit of type 8, header byte included.</summary>
    public static bool TryParse(ReadOnlySpan<byte> nal, out PictureParameterSet parameterSet)
    {
        parameterSet = default;
        if (nal.IsEmpty || new NalUnitHeader(nal[0]).Type != NalUnitType.PictureParameterSet)
        {
            return false;
        }

        RbspReader reader = new(nal[1..]);
        uint id = reader.ReadUnsigned();
        uint sequenceId = reader.ReadUnsigned();
        bool cabac = reader.ReadFlag();
        if (reader.Overrun || id > byte.MaxValue || sequenceId > SequenceParameterSet.MaxId)
        {
            return false;
        }

        parameterSet = new PictureParameterSet((int)id, (int)sequenceId, cabac);
        return true;
    }
}
