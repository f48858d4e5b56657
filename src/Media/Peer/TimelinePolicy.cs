using Vod.Media.Timing;

namespace Vod.Media.Peer;

/// <summary>What playing on a timeline of one's own and playing on a shared one differ in.</summary>
internal abstract class TimelinePolicy
{
    /// <summary>Whether the start waits a moment for the first sound.</summary>
    public abstract bool WaitsForSound { get; }

    /// <summary>Whether the sound stands still while the storage is late with a picture.</summary>
    public abstract bool SoundWaitsForPicture { get; }

    /// <summary>Has the media made and read that playing would begin with. Called again when the moment of the start comes near.</summary>
    public abstract void Prepare(MonotonicTime now);

    /// <summary>The same for the sound alone, which others make: unlike the pictures it may be asked for before the viewer is on his worker.</summary>
    public abstract void PrepareSound(MonotonicTime now);

    /// <summary>Starts the presentation.</summary>
    public abstract void Start(MonotonicTime now);

    /// <summary>Goes on, or starts, at another position. False when viewers have no say in it.</summary>
    /// <param name="position">The position, within the file.</param>
    /// <param name="now">The time.</param>
    public virtual bool TrySeek(TimeSpan position, MonotonicTime now) => false;

    /// <summary>Stands still. False when viewers have no say in it.</summary>
    public virtual bool TryPause(MonotonicTime now) => false;

    /// <summary>Goes on after <see cref="TryPause"/>. False when viewers have no say in it.</summary>
    public virtual bool TryResume(MonotonicTime now) => false;

    /// <summary>Plays faster or slower. False when viewers have no say in it.</summary>
    /// <param name="speed">1 for the usual speed.</param>
    /// <param name="now">The time.</param>
    public virtual bool TrySetSpeed(double speed, MonotonicTime now) => false;

    /// <summary>The storage or the machine was late: media that was due has not been sent.</summary>
    /// <param name="by">How late.</param>
    /// <param name="now">The time.</param>
    public abstract void OnLate(TimeSpan by, MonotonicTime now);
}
