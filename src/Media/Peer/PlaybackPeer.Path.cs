using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <content>What the path carries, and what follows from it.</content>
internal sealed partial class PlaybackPeer
{
    /// <inheritdoc cref="PathControl.Estimate"/>
    public long? PathEstimate => _path.Estimate;

    /// <inheritdoc cref="PathControl.Quality"/>
    public SendQuality Quality => _path.Quality;

    // What stands still takes nothing, so nothing can be said of its path.
    private bool UsesPath => State == PlaybackState.Playing && !_clock.IsPaused;

    private MonotonicTime PathTimeout => UsesPath ? _path.NextTimeout : MonotonicTime.Never;

    private void JudgePath(MonotonicTime now)
    {
        if (UsesPath && _path.TryJudge(now, out PeerEvent told))
        {
            _events.Enqueue(told);
        }
    }

    private bool TryWritePadding(Span<byte> buffer, MonotonicTime now, out UnprotectedPacket packet)
    {
        packet = default;
        return UsesPath && _hasSentMedia && _path.WantsPadding(now) && _video!.TryWritePadding(buffer, out packet);
    }
}
