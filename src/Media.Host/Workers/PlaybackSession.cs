using Vod.Media.Engine;
using Vod.Media.Host.Assets;
using Vod.Media.Peer;

namespace Vod.Media.Host.Workers;

/// <summary>One viewer on his worker.</summary>
/// <param name="id">Identity towards the engine's users.</param>
/// <param name="peer">The protocol side.</param>
/// <param name="asset">Keeps the asset open; null for a viewer of a publication, who reads no file.</param>
/// <param name="timeline">Keeps a shared timeline in its place; null for one of its own.</param>
internal sealed class PlaybackSession(SessionId id, PlaybackPeer peer, AssetLease? asset, IDisposable? timeline = null) : WorkerSession(id, peer)
{
    private CancellationTokenSource Reading { get; set; } = new();

    /// <summary>The protocol side, as a viewer.</summary>
    public PlaybackPeer Viewer { get; } = peer;

    /// <summary>Keeps the asset open.</summary>
    public AssetLease? Asset => asset;

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

    /// <inheritdoc/>
    public override void OnRemoved() => StopReading();

    /// <inheritdoc/>
    public override void Release()
    {
        base.Release();
        asset?.Dispose();
        timeline?.Dispose();
    }

    // What follows from that happens on other threads.
    private void StopReading() => _ = Reading.CancelAsync();
}
