using Vod.Media.Bandwidth;
using Vod.Media.Publish;

namespace Vod.Media.Simulation.Publishing;

/// <summary>What a simulated browser publishes, and what was agreed on with it.</summary>
internal sealed record PublisherOptions
{
    public bool HasVideo { get; init; } = true;

    public bool HasAudio { get; init; } = true;

    public PublishedCodec Codec { get; init; }

    /// <summary>Whether lost packets of the picture are asked for.</summary>
    public bool HasNack { get; init; } = true;

    /// <summary>Whether RFC 4588 was agreed on.</summary>
    public bool HasRetransmissionStream { get; init; } = true;

    public bool HasReducedSizeReports { get; init; } = true;

    public PathFeedback PathFeedback { get; init; } = PathFeedback.TransportWide;

    /// <summary>Pictures from one key frame to the next that nobody has asked for; browsers make none at all.</summary>
    public int FramesPerGroup { get; init; } = int.MaxValue;

    /// <summary>From the moment of a picture to its first packet: the encoder, and the pacer of the browser.</summary>
    public TimeSpan EncodingDelay { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>From the connection to the first sender report.</summary>
    public TimeSpan FirstReport { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How much faster than the picture's the clock of the sound runs.</summary>
    public double SoundClockError { get; init; }

    /// <summary>How long no media may come.</summary>
    public TimeSpan MaxSilence { get; init; } = PublishPeerOptions.DefaultMaxSilence;

    /// <summary>The SPS changes to another size with this picture.</summary>
    public int ResizesAt { get; init; } = int.MaxValue;
}
