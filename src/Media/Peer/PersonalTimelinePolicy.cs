using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>A timeline of the viewer's own: it begins when everything is there, and waits for what is late. Nothing is ever missed.</summary>
/// <param name="clock">The clock of this viewer.</param>
/// <param name="video">The picture.</param>
/// <param name="audio">The sound.</param>
internal sealed class PersonalTimelinePolicy(PlaybackClock clock, VideoSender? video, AudioSender? audio) : TimelinePolicy
{
    private TimeSpan _start;

    /// <inheritdoc/>
    public override bool WaitsForSound => true;

    /// <inheritdoc/>
    public override bool SoundWaitsForPicture => true;

    /// <inheritdoc/>
    public override void Prepare(MonotonicTime now)
    {
        video?.Prepare(_start, now);
        PrepareSound(now);
    }

    /// <inheritdoc/>
    public override void PrepareSound(MonotonicTime now) => audio?.MoveTo(_start);

    /// <inheritdoc/>
    public override void Start(MonotonicTime now)
    {
        clock.Start(now);
        clock.Seek(_start, TimeSpan.Zero);
        video?.Start();
    }

    /// <inheritdoc/>
    /// <remarks>Sound and picture go on together, behind what was sent last: a receiver would drop sound that overlaps it, and show pictures too fast.</remarks>
    public override bool TrySeek(TimeSpan position, MonotonicTime now)
    {
        if (!clock.IsRunning)
        {
            _start = position;
            Prepare(now);
            return true;
        }

        clock.Seek(position, NextStreamTime(now));
        video?.Seek(position);
        audio?.MoveTo(position);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryPause(MonotonicTime now)
    {
        if (clock.IsRunning)
        {
            clock.Pause(now);
        }

        return clock.IsRunning;
    }

    /// <inheritdoc/>
    public override bool TryResume(MonotonicTime now)
    {
        clock.Resume(now);
        return clock.IsRunning;
    }

    /// <inheritdoc/>
    /// <remarks>Sound of another speed would have to be made for it; there is none until the usual speed is back.</remarks>
    public override bool TrySetSpeed(double speed, MonotonicTime now)
    {
        if (video is null || !clock.IsRunning || speed is not (>= PlaybackClock.MinSpeed and <= PlaybackClock.MaxSpeed))
        {
            return false;
        }

        TimeSpan position = clock.PositionAt(now);
        clock.SetSpeed(speed, NextStreamTime(now), now);
        video.SetSpeed(speed);
        if (audio is not null)
        {
            audio.IsMuted = speed != 1;
            audio.MoveTo(position);
        }

        return true;
    }

    /// <inheritdoc/>
    public override void OnLate(TimeSpan by, MonotonicTime now) => clock.Delay(by);

    private TimeSpan NextStreamTime(MonotonicTime now)
    {
        TimeSpan reached = clock.StreamTimeAt(now);
        reached = video is not null && video.SentUntil > reached ? video.SentUntil : reached;
        return audio is not null && audio.SentUntil > reached ? audio.SentUntil : reached;
    }
}
