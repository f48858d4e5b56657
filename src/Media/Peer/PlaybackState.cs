namespace Vod.Media.Peer;

/// <summary>Where the playback of one viewer stands, in the order it goes through.</summary>
internal enum PlaybackState
{
    /// <summary>The transport is being set up; the first samples are read meanwhile.</summary>
    Connecting,

    /// <summary>The transport is up, the first picture or sound is not in memory yet.</summary>
    Buffering,

    /// <summary>Media is sent as it becomes due.</summary>
    Playing,

    /// <summary>Everything has been sent; the viewer's jitter buffer is still playing it.</summary>
    Finishing,

    /// <summary>BYE and close_notify are being sent.</summary>
    Closing,

    /// <summary>Nothing more comes.</summary>
    Ended,
}
