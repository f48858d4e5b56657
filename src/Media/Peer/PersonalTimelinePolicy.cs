using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>A timeline of the viewer's own: it begins when everything is there, and waits for what is late. Nothing is ever missed.</summary>
/// <param name="clock">The clock of this viewer.</param>
/// <param name="video">The picture.</param>
/// <param name="audio">The sound.</param>
internal sealed class PersonalTimelinePolicy(PlaybackClock clock, VideoSender? video, AudioSender? audio) : TimelinePolicy
{
    /// <inheritdoc/>
    public override bool WaitsForSound => true;

    /// <inheritdoc/>
    public override bool SoundWaitsForPicture => true;

    /// <inheritdoc/>
    public override void Prepare(MonotonicTime now)
    {
        video?.Prepare(TimeSpan.Zero, now);
        audio?.Prepare();
    }

    /// <inheritdoc/>
    public override void Start(MonotonicTime now)
    {
        clock.Start(now);
        video?.Start();
    }

    /// <inheritdoc/>
    public override void OnLate(TimeSpan by, MonotonicTime now) => clock.Delay(by);
}
