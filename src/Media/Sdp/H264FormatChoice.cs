namespace Vod.Media.Sdp;

/// <summary>
/// Chooses the H.264 payload type whose profile is nearest the file's. The bitstream is sent as it is whatever is chosen: the name only
/// decides which decoder the browser sets up, and Chromium 156 offers no High at all but decodes it perfectly when it is declared
/// as Constrained Baseline or Main. Levels are not compared: level-asymmetry-allowed aside, no browser enforces them on what it decodes.
/// </summary>
internal static class H264FormatChoice
{
    private const int NonInterleavedMode = 1;

    // Any distance below the file's profile is worse than any above it.
    private const int BelowPenalty = 16;

    /// <summary>The best offered format, the first of equals; null when there is none that can carry the file.</summary>
    public static PayloadFormat? Choose(IReadOnlyList<PayloadFormat> formats, H264ProfileLevelId file) => formats
        .Where(format => CanCarry(format) && Distance(file, ProfileOf(format)) is not null)
        .MinBy(format => Distance(file, ProfileOf(format)));

    /// <summary>
    /// The format a publisher is to send, null when there is no H.264 among those offered. Mode 1 before mode 0, whose pictures are slices of a packet each. Then Constrained
    /// Baseline, which every encoder makes (RFC 7742 section 6.2) and every decoder of the viewers knows; then what an encoder makes beyond it: Baseline, Main, High. The first
    /// of equals.
    /// </summary>
    public static PayloadFormat? ChooseForReceiving(IReadOnlyList<PayloadFormat> formats) => formats
        .Where(format => CodecName.IsH264(format) && ModeOf(format) <= NonInterleavedMode && ReceivingRank(ProfileOf(format).Profile) is not null)
        .OrderBy(format => ModeOf(format) == NonInterleavedMode ? 0 : 1)
        .ThenBy(format => ReceivingRank(ProfileOf(format).Profile))
        .FirstOrDefault();

    /// <summary>Whether a format is H.264 we can send, whatever its profile.</summary>
    public static bool CanCarry(PayloadFormat format)
    {
        // Only packetization-mode 1 has fragmentation units (RFC 6184 section 6.3); a key frame never fits the single packet of mode 0.
        return CodecName.IsH264(format) && ModeOf(format) == NonInterleavedMode;
    }

    /// <summary>The packetization-mode of a format: 0 when it does not say (RFC 6184 section 8.1).</summary>
    public static int ModeOf(PayloadFormat format) => format.Parameters.GetNumber("packetization-mode", 0);

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

    private static int? ReceivingRank(H264Profile profile) => profile switch
    {
        H264Profile.ConstrainedBaseline => 0,
        H264Profile.Baseline => 1,
        H264Profile.Main => 2,
        H264Profile.ConstrainedHigh => 3,
        H264Profile.High => 4,
        _ => null,
    };

    private static int Tier(H264Profile profile) => profile switch
    {
        H264Profile.ConstrainedBaseline or H264Profile.Baseline => 0,
        H264Profile.Main => 1,
        _ => 2,
    };
}
