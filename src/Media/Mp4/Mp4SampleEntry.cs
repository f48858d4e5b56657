using Vod.Media.Aac;
using Vod.Media.H264;

namespace Vod.Media.Mp4;

/// <summary>One entry of the sample description box: how to decode the samples that refer to it.</summary>
internal sealed record Mp4SampleEntry
{
    /// <summary>The sample format: 'avc1', 'mp4a', …</summary>
    public required FourCc Format { get; init; }

    /// <summary>What <see cref="Format"/> and, where it has many meanings, the elementary stream descriptor mean.</summary>
    public Mp4Codec Codec { get; init; }

    /// <summary>Width in pixels; 0 for sound.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels; 0 for sound.</summary>
    public int Height { get; init; }

    /// <summary>Shape of the pixels; zeros if the entry does not say.</summary>
    public PixelAspect PixelAspect { get; init; }

    /// <summary>Null if the entry does not say.</summary>
    public ColourDescription? Colour { get; init; }

    /// <summary>Channels as the entry says, which for compressed sound is often a mere 2; 0 for pictures.</summary>
    public int ChannelCount { get; init; }

    /// <summary>Hertz as the entry says; 0 for pictures and if it does not fit the field.</summary>
    public int SampleRate { get; init; }

    /// <summary>Null if this is not uncompressed sound of a known kind.</summary>
    public PcmFormat? Pcm { get; init; }

    /// <summary>For sound whose packets are all alike; null for all other.</summary>
    public SoundPacket? SoundPacket { get; init; }

    /// <summary>Contents of avcC; null if this is no H.264 or the box is missing or broken.</summary>
    public AvcConfiguration? AvcConfiguration { get; init; }

    /// <summary>
    /// H.264 whose samples bring some of their parameter sets along ('avc3', and 'avc1' of writers that leave avcC empty): a sender has none to send ahead, and they may
    /// change at any sync sample without another sample entry.
    /// </summary>
    public bool HasParameterSetsInBand => AvcConfiguration is { } avc
        && (Format.Value == BoxType.Avc3 || avc.SequenceParameterSets.Count == 0 || avc.PictureParameterSets.Count == 0);

    /// <summary>objectTypeIndication of the elementary stream descriptor (ISO/IEC 14496-1, table 5); 0 without one.</summary>
    public byte ObjectTypeIndication { get; init; }

    /// <summary>AAC configuration; null if this is no AAC or the descriptor is missing or broken.</summary>
    public AudioSpecificConfig? AudioSpecificConfig { get; init; }

    /// <summary>
    /// The decoder configuration as it stands in the file: the body of avcC, hvcC, av1C, vpcC, dOps, dac3, dec3, alac, dfLa, pcmC, …, or the DecoderSpecificInfo of an
    /// esds box. Empty without one.
    /// </summary>
    public ReadOnlyMemory<byte> CodecConfiguration { get; init; }

    /// <summary>Protected by common encryption or the like: the original format is hidden in a sinf box.</summary>
    public bool IsEncrypted => CodecTable.IsEncrypted(Format.Value);

    /// <summary>A decoder can be set up for the samples.</summary>
    public bool IsDecodable => !IsEncrypted && Codec switch
    {
        Mp4Codec.Unknown => false,
        Mp4Codec.Avc => AvcConfiguration is not null,
        Mp4Codec.Aac => AudioSpecificConfig is not null,
        _ => !CodecConfiguration.IsEmpty || !CodecTable.NeedsConfiguration(Codec),
    };
}
