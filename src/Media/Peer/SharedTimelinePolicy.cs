using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// The timeline of a shared stream: it stands where it stands, whoever watches. A viewer joins in the middle by a burst from the key frame before, and what is late is left
/// out for the sake of being in step with the others.
/// </summary>
/// <param name="epoch">The moment of presentation time zero.</param>
/// <param name="clock">The clock of this viewer, which follows the shared timeline.</param>
/// <param name="video">The picture.</param>
/// <param name="audio">The sound.</param>
internal sealed class SharedTimelinePolicy(MonotonicTime epoch, PlaybackClock clock, VideoSender? video, AudioSender? audio) : TimelinePolicy
{
    /// <inheritdoc/>
    public override bool WaitsForSound => false;

    /// <inheritdoc/>
    public override bool SoundWaitsForPicture => false;

    /// <inheritdoc/>
    public override void Prepare(MonotonicTime now)
    {
        video?.Prepare(now - epoch, now);
        PrepareSound(now);
    }

    /// <inheritdoc/>
    public override void PrepareSound(MonotonicTime now) => audio?.MoveTo(now - epoch);

    /// <inheritdoc/>
    public override void Start(MonotonicTime now)
    {
        clock.Start(epoch);
        Prepare(now);
        video?.Start();
    }

    /// <inheritdoc/>
    public override void OnLate(TimeSpan by, MonotonicTime now)
    {
        video?.CatchUp(now - epoch);
        audio?.MoveTo(now - epoch);
    }
}
