using Vod.Media.Engine;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <content>What is published instead of lying in a file.</content>
internal sealed partial class PlaybackPeer
{
    /// <summary>How often a viewer who is not connected yet looks whether the publication is over.</summary>
    public static readonly TimeSpan EndLookInterval = TimeSpan.FromSeconds(1);

    private readonly LiveTimelinePolicy? _live;
    private MonotonicTime _endLookAt = MonotonicTime.Zero;

    private SessionEndReason EndOfMedia => _live is null ? SessionEndReason.EndOfFile : SessionEndReason.StoppedByPublisher;

    private void AdvanceLive(MonotonicTime now)
    {
        if (State == PlaybackState.Playing && _live!.TryFollow())
        {
            _rtcp.Anchor(now, _clock.StreamTimeAt(now));
        }
        else if (State < PlaybackState.Playing && _live!.IsOver)
        {
            // There is nothing left to begin with.
            End(EndOfMedia, "");
        }

        _endLookAt = now >= _endLookAt ? now + EndLookInterval : _endLookAt;
    }
}
