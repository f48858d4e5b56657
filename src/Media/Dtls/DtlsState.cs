namespace Vod.Media.Dtls;

/// <summary>Life of an endpoint, in order.</summary>
internal enum DtlsState
{
    /// <summary>Keys are not agreed yet.</summary>
    Handshaking,

    /// <summary>Peer verified, keys and SRTP profile agreed.</summary>
    Connected,

    /// <summary>Ended by an error, see <see cref="DtlsFailure"/>. An alert may still wait to be sent.</summary>
    Failed,

    /// <summary>Ended by close_notify of either side. That of this side may still wait to be sent.</summary>
    Closed,
}
