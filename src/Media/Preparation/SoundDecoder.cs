using Vod.Media.Matroska;

namespace Vod.Media.Preparation;

/// <summary>What has to be known of a decoder of sound: how it is told of the frames, and what it makes of them.</summary>
/// <param name="Track">The track it is told of.</param>
/// <param name="SampleRate">Samples per second of its output.</param>
/// <param name="FrameLength">Samples that every frame gives; 0 when they differ, and the file says how long each is.</param>
/// <param name="PrerollFrames">Frames it has to be given before one, for that one to be right.</param>
/// <param name="Width">What is known of the channels of its output.</param>
internal sealed record SoundDecoder(MatroskaTrack Track, int SampleRate, int FrameLength, int PrerollFrames, SoundWidth Width)
{
    /// <summary>The slowest sound that is played: that of telephones is 8 kHz.</summary>
    public const int LowestRate = 4_000;

    /// <summary>The fastest sound that is played: eight times that of compact discs and more.</summary>
    public const int HighestRate = 384_000;

    /// <summary>Whether the rate can be reckoned with.</summary>
    public bool IsValid => SampleRate is >= LowestRate and <= HighestRate;
}
