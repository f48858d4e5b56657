using Vod.Media.Rtp;

namespace Vod.Media.Live;

/// <summary>What is known of a picture of a publication, but for its bytes.</summary>
internal readonly record struct KeptPicture
{
    /// <summary>When it is shown, in the publisher's time and ticks of 100 ns.</summary>
    public required long Time { get; init; }

    /// <summary>Number of the picture that decoding has to begin with to see it; its own of a key picture.</summary>
    public required long Key { get; init; }

    /// <summary>How it becomes packets, the parameter sets in force included.</summary>
    public required PictureFormat Format { get; init; }
}
