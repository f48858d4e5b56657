namespace Vod.Media.H264;

/// <summary>slice_type modulo 5 (ITU-T H.264, table 7-6).</summary>
internal enum SliceType : byte
{
    P = 0,
    B = 1,
    I = 2,
    SwitchingP = 3,
    SwitchingI = 4,
}
