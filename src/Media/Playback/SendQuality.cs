namespace Vod.Media.Playback;

/// <summary>How much of a picture stream is sent.</summary>
internal enum SendQuality
{
    /// <summary>Only pictures that decoding can start with: it stands still between them, and nothing is broken.</summary>
    KeyFramesOnly,

    /// <summary>All but those that no other picture refers to (ITU-T H.264, 7.4.1: nal_ref_idc 0).</summary>
    NoDisposable,

    /// <summary>Everything.</summary>
    Full,
}
