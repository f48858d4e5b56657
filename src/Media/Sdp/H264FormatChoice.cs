namespace Vod.Media.Sdp;

/// <summary>
/// Chooses the H.264 payload type whose profile is nearest the file's. The bitstream is sent as it is whatever is chosen: the name only
/// decides which decoder the browser sets up, and Chromium 156 offers no High at all but decodes it perfectly when it is declared
/// as Constrained Baseline or Main. Levels are not compared: level-asymmetry-allowed aside, no browser enforces them on what it decodes.
/// </summary>
internal static class H264FormatChoice
{
    private const string Codec = "H264";
    private const uint ClockRate = 90000;

    // Any distance below the file's profile is worse than any above it.
    private const int BelowPenalty = 16;

    /// <summary>The best offered format, the first of equals; null when there is none that can carry the file.</summary>
    public static PayloadFormat? Choose(IReadOnlyList<PayloadFormat> formats, H264ProfileLevelId file) => formats
        .Where(format => CanCarry(format) && Distance(file, ProfileOf(format)) is not null)
        .MinBy(format => Distance(file, ProfileOf(format)));

    /// <summary>Whether a format is H.264 we can send, whatever its profile.</summary>
    public static bool CanCarry(PayloadFormat format)
    {
        // Only packetization-mode 1 has fragmentation units (RFC 6184 section 6.3); a key frame never fits the single packet of mode 0.
        return format.IsCodec(Codec) && format.ClockRate == ClockRate && format.Parameters.GetNumber("packetization-mode", 0) == 1;
    }

    /// <summary>The profile-level-id of a format.</summary>
    public static H264ProfileLevelId ProfileOf(PayloadFormat format) =>
        H264ProfileLevelId.TryParse(format.Parameters["profile-level-id"], out H264ProfileLevelId value)
            ? value
            : H264ProfileLevelId.Default;

    private static int? Distance(H264ProfileLevelId file, H264ProfileLevelId offered)
    {
        if (file.Profile == H264Profile.Other || offered.Profile == H264Profile.Other)
        {
            return (file.ProfileIdc, file.ProfileIop) == (offered.ProfileIdc, offered.ProfileIop) ? 0 : null;
        }

        if (file.Profile == offered.Profile)
        {
            return 0;
        }

        int above = Tier(offered.Profile) - Tier(file.Profile);
        return above >= 0 ? 1 + above : BelowPenalty - above;
    }

    private static int Tier(H264Profile profile) => profile switch
    {
        H264Profile.ConstrainedBaseline or H264Profile.Baseline => 0,
        H264Profile.Main => 1,
        _ => 2,
    };
}
