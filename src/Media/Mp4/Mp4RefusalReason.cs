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

    /// <summary>The track that was asked for does not exist.</summary>
    NoSuchTrack,

    /// <summary>Video or audio of a kind that no decoder is known for.</summary>
    UnknownCodec,

    /// <summary>The decoder configuration, without which nothing can be decoded, is missing or broken.</summary>
    ConfigurationMissing,

    /// <summary>The tables of the track are broken or beyond the limits.</summary>
    TrackFault,

    /// <summary>The file ends before the first sample of a track.</summary>
    Truncated,

    /// <summary>The tracks are sound but hold no samples.</summary>
    NoSamples,
}
