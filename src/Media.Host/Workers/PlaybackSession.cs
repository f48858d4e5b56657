using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Ice;
using Vod.Media.Peer;
using Vod.Media.Timing;

namespace Vod.Media.Host.Workers;

/// <summary>One viewer on its worker. After it was handed over, only that worker's thread touches it.</summary>
/// <param name="id">Identity towards the engine's users.</param>
/// <param name="peer">The protocol side.</param>
/// <param name="asset">Keeps the asset open.</param>
/// <param name="timeline">Keeps a shared timeline in its place; null for one of its own.</param>
internal sealed class PlaybackSession(SessionId id, PlaybackPeer peer, AssetLease asset, IDisposable? timeline = null)
{
    private CancellationTokenSource Reading { get; set; } = new();

    /// <summary>Identity towards the engine's users.</summary>
    public SessionId Id => id;

    /// <summary>The protocol side.</summary>
    public PlaybackPeer Peer => peer;

    /// <summary>Keeps the asset open.</summary>
    public AssetLease Asset => asset;

    /// <summary>Addresses that packets of this viewer were authenticated from and that nobody else has taken since, the latest last; kept by the router.</summary>
    public List<TransportAddress> Addresses { get; } = [];

    /// <summary>The ICE user name fragments its checks are found by, a second one only while ICE is restarted; kept by the router.</summary>
    public (UfragKey Local, UfragKey? Restarted) Ufrags { get; set; }

    /// <summary>When the session wants to be called; maintained by <see cref="DeadlineHeap"/>.</summary>
    public MonotonicTime Deadline { get; set; } = MonotonicTime.Never;

    /// <summary>Place in the <see cref="DeadlineHeap"/>, -1 when it is not there.</summary>
    public int HeapIndex { get; set; } = -1;

    /// <summary>Whether the worker has let go of it; late answers of the storage are dropped.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>The read that is under way, or the last one; there is at most one whose answer is waited for.</summary>
    public Task Read { get; set; } = Task.CompletedTask;

    /// <summary>A read begins. One that is still under way is given up: whoever jumps has no use for what was being read where he was.</summary>
    /// <returns>Cancelled when nobody waits for the answer any more. The same as for the read before, unless that was given up: reads cost no garbage.</returns>
    public CancellationToken BeginRead()
    {
        if (!Read.IsCompleted)
        {
            StopReading();
            Reading = new();
        }

        return Reading.Token;
    }

    /// <summary>Gives up the read that is under way. What follows from that happens on other threads.</summary>
    public void StopReading() => _ = Reading.CancelAsync();

    /// <summary>Frees what it holds. By whoever has it last: its worker, or the engine when the worker never got it.</summary>
    public void Release()
    {
        peer.Dispose();
        asset.Dispose();
        timeline?.Dispose();
    }
}
