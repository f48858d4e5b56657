namespace Vod.Media.Simulation.Live;

/// <summary>What a scripted publisher sends.</summary>
internal sealed record PublisherScript
{
    /// <summary>Pictures from one key frame to the next that the publisher makes by himself.</summary>
    public int FramesPerGroup { get; init; } = 30;

    public int FramesPerSecond { get; init; } = 30;

    public bool HasPicture { get; init; } = true;

    public bool HasSound { get; init; } = true;

    /// <summary>Length of his packets of sound.</summary>
    public TimeSpan PacketDuration { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Pictures after the first one come later than sent by this at most.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>From the request of a key frame to the next picture, which is one.</summary>
    public TimeSpan KeyFrameDelay { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Bytes of a key frame.</summary>
    public int KeyFrameSize { get; init; } = 30_000;

    /// <summary>Bytes of any other picture.</summary>
    public int PictureSize { get; init; } = 5_000;
}
