namespace Vod.Media.Sdp;

/// <summary>
/// What a session description may cost. Exceeding the first five is an error; of what this server does not depend on
/// (candidates, SSRCs, extensions, parameters) the surplus is just not kept.
/// </summary>
internal static class SdpLimits
{
    /// <summary>Characters; the largest offer of a browser seen is below 10,000.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Lines, empty ones included; Chromium 156 offers about 200 for audio and video.</summary>
    public const int MaxLines = 2000;

    /// <summary>Media sections; a player needs two.</summary>
    public const int MaxMediaSections = 16;

    /// <summary>Formats of one media section: RTP has 128 payload types (RFC 3550 section 5.1).</summary>
    public const int MaxFormats = 128;

    /// <summary>Characters of a token that is given back in the answer (mid, protocol, media type).</summary>
    public const int MaxTokenLength = 128;

    /// <summary>Header extensions kept per section; the one-byte form has 14 ids (RFC 8285 section 4.2).</summary>
    public const int MaxHeaderExtensions = 32;

    /// <summary>Parameters kept per format.</summary>
    public const int MaxFormatParameters = 32;

    /// <summary>Candidates kept per section.</summary>
    public const int MaxCandidates = 32;

    /// <summary>Stream ids, SSRCs and SSRC groups kept per section, each.</summary>
    public const int MaxSources = 32;
}
