namespace Vod.Media.Host.Telemetry;

/// <summary>Why a worker dropped a datagram before it reached a session.</summary>
internal enum DropReason
{
    /// <summary>A connectivity check for no session of this worker, or a malformed one.</summary>
    UnknownUfrag,

    /// <summary>Anything else from an address no session was authenticated from.</summary>
    UnknownAddress,
}
