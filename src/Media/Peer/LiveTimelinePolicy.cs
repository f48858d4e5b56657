using Vod.Media.Live;
using Vod.Media.Playback;
using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>
/// The timeline of a publication: it stands where its publisher stands, and goes as fast as his clock. A viewer joins by a burst from the last key frame; what is late is sent all the same, for
/// it is new.
/// </summary>
/// <param name="stream">The publication.</param>
/// <param name="phase">How much later than it has to be this viewer gets everything, so that not all get it at once.</param>
/// <param name="clock">The clock of this viewer, which follows the publisher's.</param>
/// <param name="video">The picture.</param>
/// <param name="audio">The sound.</param>
internal sealed class LiveTimelinePolicy(LiveStream stream, TimeSpan phase, PlaybackClock clock, VideoSender? video, AudioSender? audio) : TimelinePolicy
{
    /// <inheritdoc/>
    public override bool WaitsForSound => false;

    /// <inheritdoc/>
    public override bool SoundWaitsForPicture => false;

    /// <summary>Whether anything has come that a viewer could begin with.</summary>
    public bool HasBegun => !stream.Epoch.IsNever;

    /// <summary>Whether nothing more comes.</summary>
    public bool IsOver => stream.IsOver;

    private MonotonicTime Epoch => stream.Epoch + phase;

    /// <inheritdoc/>
    public override void Prepare(MonotonicTime now)
    {
        if (HasBegun)
        {
            video?.Prepare(now - Epoch, now);
            PrepareSound(now);
        }
    }

    /// <inheritdoc/>
    public override void PrepareSound(MonotonicTime now)
    {
        if (HasBegun)
        {
            audio?.MoveTo(now - Epoch);
        }
    }

    /// <inheritdoc/>
    public override void Start(MonotonicTime now)
    {
        clock.Start(Epoch);
        Prepare(now);
        video?.Start();
    }

    /// <inheritdoc/>
    public override void OnLate(TimeSpan by, MonotonicTime now)
    {
        video?.CatchUp(now - Epoch);
        audio?.MoveTo(now - Epoch);
    }

    /// <summary>Follows the publisher's clock; true when it was moved against that of this process.</summary>
    public bool TryFollow()
    {
        TimeSpan by = Epoch - clock.Epoch;
        if (by != TimeSpan.Zero)
        {
            clock.Delay(by);
        }

        return by != TimeSpan.Zero;
    }
}
