using Vod.Media.Timing;

namespace Vod.Media.Playback;

/// <summary>
/// The presentation of one viewer in time: its zero was, or will be, at one moment of the monotonic clock. Everything that is sent is due at a moment computed
/// from here, never at "the last one plus a frame", so that nothing drifts. A file that is played once lies at the start of it; one that loops lies on it lap by lap.
/// </summary>
internal sealed class PlaybackClock
{
    private MonotonicTime _epoch = MonotonicTime.Never;

    /// <summary>Whether the timeline has been started.</summary>
    public bool IsRunning => !_epoch.IsNever;

    /// <summary>The moment of presentation time zero; <see cref="MonotonicTime.Never"/> before the start.</summary>
    public MonotonicTime Epoch => _epoch;

    /// <summary>Starts; the epoch may lie in the past: then a part of the presentation is over already.</summary>
    public void Start(MonotonicTime epoch) => _epoch = epoch;

    /// <summary>
    /// Moves the rest of the timeline later: after a stall of the storage the viewer goes on where it stopped instead of being sent the missed part in a burst.
    /// </summary>
    public void Delay(TimeSpan by) => _epoch += by;

    /// <summary>When a time of the presentation is due; <see cref="MonotonicTime.Never"/> before the start.</summary>
    public MonotonicTime DueTime(TimeSpan position) => _epoch + position;

    /// <summary>The time of the presentation at a moment; negative before the epoch. Only while running.</summary>
    public TimeSpan PositionAt(MonotonicTime now) => now - _epoch;
}
