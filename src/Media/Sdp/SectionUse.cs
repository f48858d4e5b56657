namespace Vod.Media.Sdp;

/// <summary>What the answer makes of an offered section.</summary>
internal enum SectionUse
{
    /// <summary>Port 0, outside the BUNDLE group: not audio or video, or on another transport.</summary>
    Rejected,

    /// <summary>
    /// Kept in the BUNDLE group with nothing sent. Preferred over rejecting: a rejected first section takes the transport of the whole
    /// group with it, and Chromium then gets no media.
    /// </summary>
    Inactive,

    /// <summary>We send.</summary>
    SendOnly,

    /// <summary>We receive.</summary>
    ReceiveOnly,
}
