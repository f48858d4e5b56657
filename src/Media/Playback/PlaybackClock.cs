using Vod.Media.Timing;

namespace Vod.Media.Playback;

/// <summary>
/// The timeline of a personal stream: media time zero was, or will be, at one moment of the monotonic clock. Everything that is sent is due at a moment computed
/// from here, never at "the last one plus a frame", so that nothing drifts.
/// </summary>
internal sealed class PlaybackClock
{
    private MonotonicTime _epoch = MonotonicTime.Never;

    /// <summary>Whether the timeline has been started.</summary>
    public bool IsRunning => !_epoch.IsNever;

    /// <summary>The moment of media time zero; <see cref="MonotonicTime.Never"/> before the start.</summary>
    public MonotonicTime Epoch => _epoch;

    /// <summary>Starts at media time zero.</summary>
    public void Start(MonotonicTime now) => _epoch = now;

    /// <summary>
    /// Moves the rest of the timeline later: after a stall of the storage the viewer goes on where it stopped instead of being sent the missed part in a burst.
    /// </summary>
    public void Delay(TimeSpan by) => _epoch += by;

    /// <summary>When a media time is due; <see cref="MonotonicTime.Never"/> before the start.</summary>
    public MonotonicTime DueTime(TimeSpan mediaTime) => _epoch + mediaTime;

    /// <summary>The media time at a moment; negative before the epoch. Only while running.</summary>
    public TimeSpan PositionAt(MonotonicTime now) => now - _epoch;
}
