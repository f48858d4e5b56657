namespace Vod.Media.H264;

/// <summary>The first byte of a NAL unit (ITU-T H.264, 7.3.1).</summary>
/// <param name="Value">The byte as it stands in the stream.</param>
internal readonly record struct NalUnitHeader(byte Value)
{
    /// <summary>0 when no other picture is predicted from this NAL unit, 1 to 3 otherwise.</summary>
    public int RefIdc => (Value >> 5) & 0x03;

    /// <summary>What the NAL unit carries.</summary>
    public NalUnitType Type => (NalUnitType)(Value & 0x1F);

    /// <summary>Whether it carries picture data: types 1 to 5 of table 7-1.</summary>
    public bool IsVideoCodingLayer => Type is >= NalUnitType.Slice and <= NalUnitType.IdrSlice;
}
