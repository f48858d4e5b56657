namespace Vod.Media.Sdp;

/// <summary>Media type of a section (RFC 8866 section 5.14), as far as it matters here.</summary>
internal enum MediaKind
{
    /// <summary>Data channels and whatever else there is; always rejected.</summary>
    Other,

    /// <summary>m=audio.</summary>
    Audio,

    /// <summary>m=video.</summary>
    Video,
}
