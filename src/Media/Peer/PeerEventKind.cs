namespace Vod.Media.Peer;

/// <summary>What a <see cref="PeerEvent"/> tells.</summary>
internal enum PeerEventKind
{
    /// <summary>ICE and DTLS are up.</summary>
    Connected,

    /// <summary>The first media packet has been sent.</summary>
    Playing,

    /// <summary>The first complete picture of a publisher was handed on, or its first sound where there is no picture.</summary>
    Publishing,

    /// <summary>The path has not carried the stream for some seconds; the picture is thinned.</summary>
    PathTooNarrow,

    /// <summary>After that: it carries the stream again.</summary>
    PathWideEnough,

    /// <summary>It is over; the last event.</summary>
    Ended,
}
