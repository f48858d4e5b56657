using Vod.Media.Engine;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Timing;

namespace Vod.Media.Host.Workers;

/// <summary>One browser on its worker. After it was handed over, only that worker's thread touches it.</summary>
/// <param name="id">Identity towards the engine's users.</param>
/// <param name="peer">The protocol side.</param>
internal abstract class WorkerSession(SessionId id, IWorkerPeer peer)
{
    /// <summary>Identity towards the engine's users.</summary>
    public SessionId Id => id;

    /// <summary>The protocol side.</summary>
    public IWorkerPeer Peer => peer;

    /// <summary>Addresses that packets of this browser were authenticated from and that nobody else has taken since, the latest last; kept by the router.</summary>
    public List<TransportAddress> Addresses { get; } = [];

    /// <summary>The ICE user name fragments its checks are found by, a second one only while ICE is restarted; kept by the router.</summary>
    public (UfragKey Local, UfragKey? Restarted) Ufrags { get; set; }

    /// <summary>When the session wants to be called; maintained by <see cref="DeadlineHeap"/>.</summary>
    public MonotonicTime Deadline { get; set; } = MonotonicTime.Never;

    /// <summary>Place in the <see cref="DeadlineHeap"/>, -1 when it is not there.</summary>
    public int HeapIndex { get; set; } = -1;

    /// <summary>Whether the worker has let go of it; what comes for it later is dropped.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>The worker lets go of it, on its thread. By then the last event of the peer has been taken and not been told yet.</summary>
    public virtual void OnRemoved()
    {
    }

    /// <summary>Frees what it holds. By whoever has it last: its worker, or the engine when the worker never got it.</summary>
    public virtual void Release() => peer.Dispose();
}
