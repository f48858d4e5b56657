using System.Globalization;

namespace Vod.Media.Sdp;

/// <summary>The profile-level-id of RFC 6184 section 8.1: the three bytes that follow the NAL header of a sequence parameter set.</summary>
/// <param name="ProfileIdc">profile_idc.</param>
/// <param name="ProfileIop">constraint_set0_flag in the most significant bit to constraint_set5_flag, then two zero bits.</param>
/// <param name="LevelIdc">level_idc: ten times the level.</param>
internal readonly record struct H264ProfileLevelId(byte ProfileIdc, byte ProfileIop, byte LevelIdc)
{
    private const byte ConstraintSet0 = 0x80;
    private const byte ConstraintSet1 = 0x40;
    private const byte ConstraintSet4And5 = 0x0C;

    /// <summary>What a format without the parameter means: Baseline, level 1 (RFC 6184 section 8.1).</summary>
    public static H264ProfileLevelId Default { get; } = new(66, 0, 10);

    /// <summary>The profile, from table 5 of RFC 6184.</summary>
    public H264Profile Profile => ProfileIdc switch
    {
        66 when (ProfileIop & ConstraintSet1) != 0 => H264Profile.ConstrainedBaseline,
        66 => H264Profile.Baseline,
        77 when (ProfileIop & ConstraintSet0) != 0 => H264Profile.ConstrainedBaseline,
        77 => H264Profile.Main,
        88 when (ProfileIop & (ConstraintSet0 | ConstraintSet1)) == (ConstraintSet0 | ConstraintSet1) => H264Profile.ConstrainedBaseline,
        100 when (ProfileIop & ConstraintSet4And5) == ConstraintSet4And5 => H264Profile.ConstrainedHigh,
        100 => H264Profile.High,
        _ => H264Profile.Other,
    };

    /// <summary>Takes the number apart, such as 0x42E01F.</summary>
    public static H264ProfileLevelId FromNumber(uint value) => new((byte)(value >> 16), (byte)(value >> 8), (byte)value);

    /// <summary>Parses six hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out H264ProfileLevelId value)
    {
        bool parsed = uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number)
            && text.Length == 6;
        value = parsed ? FromNumber(number) : default;
        return parsed;
    }

    /// <summary>Six hexadecimal digits in lower case, as browsers write them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProfileIdc:x2}{ProfileIop:x2}{LevelIdc:x2}");
}
