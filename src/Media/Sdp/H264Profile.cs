namespace Vod.Media.Sdp;

/// <summary>Profiles of H.264 that WebRTC peers negotiate (ITU-T H.264 annex A; RFC 6184 section 8.1, table 5).</summary>
internal enum H264Profile
{
    /// <summary>Extended, High 10, High 4:2:2, High 4:4:4 Predictive, …: comparable only with themselves.</summary>
    Other,

    /// <summary>Baseline without the tools nobody implements; a subset of Main.</summary>
    ConstrainedBaseline,

    /// <summary>Baseline.</summary>
    Baseline,

    /// <summary>Main.</summary>
    Main,

    /// <summary>High without interlace and B slices.</summary>
    ConstrainedHigh,

    /// <summary>High.</summary>
    High,
}
