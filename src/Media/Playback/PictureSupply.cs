namespace Vod.Media.Playback;

/// <summary>
/// Where the pictures of one viewer come from: as they are in the file, or as they were prepared. Pictures have numbers that grow in the order they are sent in, over the laps
/// of a loop too; only a supply knows what its numbers mean. Not thread-safe: it belongs to the worker of its viewer.
/// </summary>
internal abstract class PictureSupply : IDisposable
{
    /// <summary>Whether there is a picture with this number; false behind the last of a file that is played once.</summary>
    public abstract bool Exists(long number);

    /// <summary>The number that follows.</summary>
    public abstract long After(long number);

    /// <summary>When a picture is shown: the lap, and the time in ticks of the track.</summary>
    public abstract (long Lap, long Time) TimeOf(long number);

    /// <summary>Bytes of a picture, if they are known already; 0 if not.</summary>
    public abstract int SizeOf(long number);

    /// <summary>Whether decoding can start with a picture.</summary>
    public abstract bool IsKey(long number);

    /// <summary>The picture to begin with to see a moment.</summary>
    /// <param name="lap">The lap.</param>
    /// <param name="time">The time in ticks of the track.</param>
    public abstract long KeyBefore(long lap, long time);

    /// <summary>The picture to begin with to see a picture.</summary>
    public abstract long KeyOf(long number);

    /// <summary>Whether a picture is in memory, or will never be and is skipped.</summary>
    public abstract bool IsReady(long number);

    /// <summary>Gives a picture that can be had without waiting. One sent a short time ago can, for retransmissions.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="payloadSize">Bytes of each payload it is cut into; 0 for as few packets as possible.</param>
    /// <param name="picture">The picture.</param>
    public abstract bool TryGet(long number, int payloadSize, out SuppliedPicture picture);

    /// <summary>A picture's turn has come, after it was given. False if it is not to be sent.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="isInBurst">Whether it is past already and sent only for the sake of those after it.</param>
    public abstract bool Take(long number, in SuppliedPicture picture, bool isInBurst);

    /// <summary>Has pictures read or made from this one on.</summary>
    public abstract void MoveTo(long number);

    /// <inheritdoc/>
    public abstract void Dispose();
}
