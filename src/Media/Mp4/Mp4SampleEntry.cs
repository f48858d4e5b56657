using Vod.Media.Aac;
using Vod.Media.H264;

namespace Vod.Media.Mp4;

/// <summary>One entry of the sample description box: how to decode the samples that refer to it.</summary>
internal sealed record Mp4SampleEntry
{
    /// <summary>The sample format: 'avc1', 'mp4a', …</summary>
    public required FourCc Format { get; init; }

    /// <summary>Width in pixels; 0 for sound.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels; 0 for sound.</summary>
    public int Height { get; init; }

    /// <summary>Contents of avcC; null if this is no H.264 or the box is missing or broken.</summary>
    public AvcConfiguration? AvcConfiguration { get; init; }

    /// <summary>objectTypeIndication of the elementary stream descriptor (ISO/IEC 14496-1, table 5); 0 without one.</summary>
    public byte ObjectTypeIndication { get; init; }

    /// <summary>AAC configuration; null if this is no AAC or the descriptor is missing or broken.</summary>
    public AudioSpecificConfig? AudioSpecificConfig { get; init; }

    /// <summary>Protected by common encryption or the like: the original format is hidden in a sinf box.</summary>
    public bool IsEncrypted => Format.Value is BoxType.EncryptedVideo or BoxType.EncryptedAudio;

    /// <summary>H.264 by its format, whether or not the configuration is there.</summary>
    public bool IsAvc => Format.Value is BoxType.Avc1 or BoxType.Avc3;

    /// <summary>AAC by its format, whether or not the configuration is there. 'mp4a' is also the name of MP3 and others, which only the
    /// object type tells apart.</summary>
    public bool MayBeAac =>
        Format.Value == BoxType.Mp4a && (ObjectTypeIndication == 0 || ElementaryStreamDescriptor.IsAac(ObjectTypeIndication));
}
