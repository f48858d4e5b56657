using Vod.Media.Peer;

namespace Vod.Media.Host.Workers;

/// <summary>Where a worker tells what happened to its sessions. Called on the worker's thread: implementations must not wait.</summary>
internal interface IWorkerEvents
{
    /// <summary>An event of a session; after the one that ends it nothing else follows.</summary>
    void OnPeerEvent(WorkerSession session, PeerEvent peerEvent);

    /// <summary>A defect ended a session: no event of the peer follows.</summary>
    void OnDefect(WorkerSession session, Exception exception);
}
