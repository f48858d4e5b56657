using Vod.Media.Matroska;

namespace Vod.Media.Preparation;

/// <summary>What has to be known of a decoder of sound: how it is told of the frames, and what it makes of them.</summary>
/// <param name="Track">The track it is told of.</param>
/// <param name="SampleRate">Samples per second of its output.</param>
/// <param name="FrameLength">Samples that every frame gives; 0 when they differ, and the file says how long each is.</param>
/// <param name="PrerollFrames">Frames it has to be given before one, for that one to be right.</param>
/// <param name="MayWiden">Whether its output may have two channels where one is coded: parametric stereo.</param>
internal sealed record SoundDecoder(MatroskaTrack Track, int SampleRate, int FrameLength, int PrerollFrames, bool MayWiden = false)
{
    /// <summary>The slowest sound that is played: that of telephones is 8 kHz.</summary>
    public const int LowestRate = 4_000;

    /// <summary>The fastest sound that is played: eight times that of compact discs and more.</summary>
    public const int HighestRate = 384_000;

    /// <summary>Whether one channel is coded.</summary>
    public bool IsMono => Track.Channels == 1;

    /// <summary>Whether the rate can be reckoned with.</summary>
    public bool IsValid => SampleRate is >= LowestRate and <= HighestRate;
}
