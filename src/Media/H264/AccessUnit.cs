namespace Vod.Media.H264;

/// <summary>Facts about one sample (one access unit) that only its NAL units can tell.</summary>
internal static class AccessUnit
{
    /// <summary>
    /// Whether the picture can be left out without harm to any other: it has slices and nal_ref_idc of all of them is 0
    /// (ITU-T H.264, 7.4.1). A malformed sample is not disposable.
    /// </summary>
    public static bool IsDisposable(ReadOnlySpan<byte> sample, int nalLengthSize)
    {
        bool hasSlice = false;
        AvccReader reader = new(sample, nalLengthSize);
        while (reader.TryRead(out ReadOnlySpan<byte> nal))
        {
            NalUnitHeader header = new(nal[0]);
            if (!header.IsVideoCodingLayer)
            {
                continue;
            }

            if (header.RefIdc != 0)
            {
                return false;
            }

            hasSlice = true;
        }

        return hasSlice && !reader.IsMalformed;
    }

    /// <summary>Whether the picture is an IDR picture: decoding can start here with nothing remembered (ITU-T H.264, 7.4.1.2.4).</summary>
    public static bool IsInstantaneousRefresh(ReadOnlySpan<byte> sample, int nalLengthSize)
    {
        AvccReader reader = new(sample, nalLengthSize);
        while (reader.TryRead(out ReadOnlySpan<byte> nal))
        {
            if (new NalUnitHeader(nal[0]).Type == NalUnitType.IdrSlice)
            {
                return true;
            }
        }

        return false;
    }
}
