namespace Vod.Media.Playback;

/// <summary>
/// Pictures that come while they are played. A picture that has not come yet does not exist, but may; one that is no longer kept is there and empty, and behind it comes one that
/// decoding can start with.
/// </summary>
internal abstract class LiveSupply : PictureSupply
{
    /// <summary>Whether no more pictures come.</summary>
    public abstract bool IsOver { get; }

    /// <summary>The newest picture that decoding can start with, of those that are kept; -1 if there is none.</summary>
    public abstract long NewestKey { get; }

    /// <summary>Asks whoever makes the pictures for one that decoding can start with. Not more often than is good for the others who watch.</summary>
    public abstract void RequestKeyFrame();
}
