namespace Vod.Media.H264;

/// <summary>What the first bytes of a sample tell; the last NAL unit in them may be cut off, and usually is.</summary>
internal static class SampleHead
{
    /// <summary>Whether decoding can start with the picture.</summary>
    /// <param name="head">The sample from its start on, cut anywhere.</param>
    /// <param name="nalLengthSize">1, 2 or 4 bytes.</param>
    public static PictureStart Classify(ReadOnlySpan<byte> head, int nalLengthSize)
    {
        bool recovers = false;
        while (TryReadUnit(ref head, nalLengthSize, out ReadOnlySpan<byte> nal, out bool isWhole))
        {
            switch (new NalUnitHeader(nal[0]).Type)
            {
                case NalUnitType.IdrSlice:
                    return PictureStart.InstantaneousRefresh;
                case NalUnitType.Slice or NalUnitType.SliceDataPartitionA:
                    bool isIntra = SliceHeader.TryParse(nal, out SliceHeader slice) && slice.Type is SliceType.I or SliceType.SwitchingI;
                    return isIntra && recovers ? PictureStart.RecoveryPoint : PictureStart.Dependent;
                case NalUnitType.SupplementalEnhancement when isWhole:
                    recovers |= RecoveryPoint.TryFind(nal, out uint pictures) && pictures == 0;
                    break;
                default:
                    break;
            }
        }

        return PictureStart.Unknown;
    }

    /// <summary>The parameter sets in front of the first slice: those of streams that carry them in band.</summary>
    /// <param name="head">The sample from its start on, cut anywhere.</param>
    /// <param name="nalLengthSize">1, 2 or 4 bytes.</param>
    /// <param name="sequenceParameterSet">The first sequence parameter set; null if there is none.</param>
    /// <returns>Whether there was a sequence parameter set that can be read.</returns>
    public static bool TryFindParameterSet(ReadOnlySpan<byte> head, int nalLengthSize, out SequenceParameterSet? sequenceParameterSet)
    {
        sequenceParameterSet = null;
        while (TryReadUnit(ref head, nalLengthSize, out ReadOnlySpan<byte> nal, out bool isWhole))
        {
            if (isWhole && SequenceParameterSet.TryParse(nal, out sequenceParameterSet))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryReadUnit(ref ReadOnlySpan<byte> rest, int nalLengthSize, out ReadOnlySpan<byte> nal, out bool isWhole)
    {
        while (rest.Length > nalLengthSize)
        {
            uint length = 0;
            foreach (byte octet in rest[..nalLengthSize])
            {
                length = (length << 8) | octet;
            }

            rest = rest[nalLengthSize..];
            isWhole = length <= (uint)rest.Length;
            nal = isWhole ? rest[..(int)length] : rest;
            rest = rest[nal.Length..];
            if (!nal.IsEmpty)
            {
                return true;
            }
        }

        nal = default;
        isWhole = false;
        return false;
    }
}
