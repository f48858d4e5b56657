using Vod.Media.Mp4;
using Vod.Media.Opus;

namespace Vod.Media.Matroska.Reading;

/// <summary>How long frames of sound last by what is in them, at the sample rate. A file only tells rounded times.</summary>
/// <param name="Codec">What they are coded with.</param>
/// <param name="Constant">Samples of a frame that are always as many; 0 if they are not.</param>
/// <param name="BytesPerSample">Bytes of a sample of all channels of uncompressed sound; 0 of any other.</param>
internal readonly record struct FrameLength(Mp4Codec Codec, uint Constant, int BytesPerSample)
{
    /// <summary>Bytes at the start of a frame that <see cref="Of"/> looks at.</summary>
    public const int BytesNeeded = OpusPacket.DurationBytes;

    private const uint Ac3Frame = 1536;

    // MPEG-1 has 1152 samples in a frame, layer III of MPEG-2, with its lower rates, half of that.
    private const uint LongMp3Frame = 1152;
    private const uint ShortMp3Frame = 576;
    private const int LowestRateOfMpeg1 = 32_000;

    /// <summary>That of the frames of a sound.</summary>
    /// <param name="entry">How it is decoded.</param>
    public static FrameLength For(Mp4SampleEntry entry) => new(
        entry.Codec,
        entry.Codec switch
        {
            Mp4Codec.Aac => (uint)(entry.AudioSpecificConfig?.FrameLength ?? 0),
            Mp4Codec.Mp3 => entry.SampleRate >= LowestRateOfMpeg1 ? LongMp3Frame : ShortMp3Frame,
            Mp4Codec.Ac3 => Ac3Frame,
            _ => 0,
        },
        entry.Pcm is { } pcm ? entry.ChannelCount * pcm.BitsPerSample / 8 : 0);

    /// <summary>Samples of a frame; 0 if nothing tells.</summary>
    /// <param name="start">The first bytes of the frame, <see cref="BytesNeeded"/> unless it has fewer.</param>
    /// <param name="size">All bytes of the frame.</param>
    public uint Of(ReadOnlySpan<byte> start, int size) => Codec switch
    {
        Mp4Codec.Opus => OpusPacket.ReadDuration(start),
        _ when BytesPerSample > 0 => (uint)(size / BytesPerSample),
        _ => Constant,
    };
}
