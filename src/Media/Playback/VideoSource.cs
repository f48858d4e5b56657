namespace Vod.Media.Playback;

/// <summary>What all viewers share to send a picture.</summary>
internal abstract class VideoSource
{
    /// <summary>Ticks per second of the times of its pictures.</summary>
    public abstract uint Timescale { get; }

    /// <summary>Bits per second: of a file over the whole track, of what is published now. 0 while it is not known.</summary>
    public abstract long AverageBitrate { get; }
}
