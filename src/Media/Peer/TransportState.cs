namespace Vod.Media.Peer;

/// <summary>Where the transport of a peer stands, in the order it goes through.</summary>
internal enum TransportState
{
    /// <summary>Connectivity checks and the DTLS handshake are under way.</summary>
    Connecting,

    /// <summary>Media can be sent.</summary>
    Connected,

    /// <summary>The peer closed DTLS.</summary>
    ClosedByPeer,

    /// <summary>Connectivity or the handshake failed; see <see cref="PeerTransport.Failure"/>.</summary>
    Failed,
}
