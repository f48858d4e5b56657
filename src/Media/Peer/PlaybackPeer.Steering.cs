using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>Moving about in a timeline of the viewer's own.</summary>
internal sealed partial class PlaybackPeer
{
    /// <summary>Goes on, or starts, at another position of the presentation; beyond its end means the end.</summary>
    /// <returns>False when the timeline is shared, or playing is over.</returns>
    public bool Seek(TimeSpan position, MonotonicTime now) =>
        Steer(now, () => _timeline.TrySeek(TimeSpan.FromTicks(Math.Clamp(position.Ticks, 0, _options.Duration.Ticks)), now));

    /// <summary>Stands still until <see cref="Resume"/>; a seek meanwhile shows the picture of its position.</summary>
    /// <returns>False when the timeline is shared, or is not being played.</returns>
    public bool Pause(MonotonicTime now) => Steer(now, () => _timeline.TryPause(now));

    /// <summary>Goes on after <see cref="Pause"/>.</summary>
    /// <returns>False when the timeline is shared, or is not being played.</returns>
    public bool Resume(MonotonicTime now) => Steer(now, () => _timeline.TryResume(now));

    /// <summary>Plays faster or slower; without sound, unless the speed is 1.</summary>
    /// <returns>False when the timeline is shared, is not being played, has no picture, or the speed is out of bounds.</returns>
    public bool SetSpeed(double speed, MonotonicTime now) => Steer(now, () => _timeline.TrySetSpeed(speed, now));

    private bool Steer(MonotonicTime now, Func<bool> steer)
    {
        Begin(now);
        bool steered = State <= PlaybackState.Finishing && steer();
        if (steered)
        {
            State = State == PlaybackState.Finishing ? PlaybackState.Playing : State;
            _missingSince = MonotonicTime.Never;
            if (_clock.IsRunning)
            {
                _rtcp.Anchor(now, _clock.StreamTimeAt(now));
            }
        }

        Advance(now);
        return steered;
    }
}
