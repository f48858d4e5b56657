namespace Vod.Media.Mp4;

/// <summary>Why a file with an index cannot be played.</summary>
internal enum Mp4RefusalReason
{
    /// <summary>It can.</summary>
    None,

    /// <summary>Neither video nor audio.</summary>
    NoTracks,

    /// <summary>The samples are encrypted.</summary>
    Encrypted,

    /// <summary>There is video, but none of it is H.264.</summary>
    NoH264Video,

    /// <summary>There is audio, but none of it is AAC.</summary>
    NoAacAudio,

    /// <summary>H.264 or AAC whose decoder configuration is missing or broken.</summary>
    ConfigurationMissing,

    /// <summary>The tables of the track are broken or beyond the limits.</summary>
    TrackFault,

    /// <summary>The file ends before the first sample of a track.</summary>
    Truncated,

    /// <summary>The tracks are sound but hold no samples.</summary>
    NoSamples,
}
