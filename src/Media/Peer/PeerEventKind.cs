namespace Vod.Media.Peer;

/// <summary>What a <see cref="PeerEvent"/> tells.</summary>
internal enum PeerEventKind
{
    /// <summary>ICE and DTLS are up.</summary>
    Connected,

    /// <summary>The first media packet has been sent.</summary>
    Playing,

    /// <summary>It is over; the last event.</summary>
    Ended,
}
