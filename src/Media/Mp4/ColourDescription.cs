namespace Vod.Media.Mp4;

/// <summary>What the colr box says (ISO/IEC 14496-12, 12.1.5), in the code points of ITU-T H.273; 2 means unspecified.</summary>
/// <param name="Primaries">colour_primaries.</param>
/// <param name="Transfer">transfer_characteristics: 16 and 18 are those of high dynamic range.</param>
/// <param name="Matrix">matrix_coefficients.</param>
/// <param name="IsFullRange">Black is 0 and white is the largest number.</param>
internal readonly record struct ColourDescription(ushort Primaries, ushort Transfer, ushort Matrix, bool IsFullRange);
