using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Aac;

/// <summary>AudioSpecificConfig of ISO/IEC 14496-3, 1.6.2.1: what a decoder must know before the first AAC frame.</summary>
internal sealed class AudioSpecificConfig
{
    private const int HighestHidingFrequency = 24_000;

    /// <summary>Type of the core coder; with SBR this is what lies below it, usually <see cref="AudioObjectType.LowComplexity"/>.</summary>
    public required AudioObjectType ObjectType { get; init; }

    /// <summary>Hertz of the core coder, 1 to 2^24-1.</summary>
    public required int SamplingFrequency { get; init; }

    /// <summary>channelConfiguration, 0 to 15; 0 means that a program config element describes the channels.</summary>
    public required int ChannelConfiguration { get; init; }

    /// <summary>Coded channels, the low-frequency one included; 0 if it cannot be told. Parametric stereo counts as 1.</summary>
    public required int ChannelCount { get; init; }

    /// <summary>Samples per frame of the core coder: 1024 or 960 (512 or 480 for the low delay types).</summary>
    public required int FrameLength { get; init; }

    /// <summary>Spectral band replication is signalled explicitly: the decoder's output has <see cref="ExtensionSamplingFrequency"/>.
    /// Not set proves nothing, as implicit signalling shows only in the frames (1.6.5.3).</summary>
    public required bool HasSpectralBandReplication { get; init; }

    /// <summary>Parametric stereo is signalled explicitly: one coded channel gives two.</summary>
    public required bool HasParametricStereo { get; init; }

    /// <summary>Hertz after spectral band replication; 0 without explicit signalling.</summary>
    public required int ExtensionSamplingFrequency { get; init; }

    /// <summary>It is said that there is no spectral band replication, so there is none in the frames either.</summary>
    public required bool DeniesSpectralBandReplication { get; init; }

    /// <summary>
    /// Whether spectral band replication, and with one channel parametric stereo, may show in the frames though nothing is said of it (1.6.5.3): what twice the core's
    /// frequency makes sense for.
    /// </summary>
    public bool MayHideSpectralBandReplication => ObjectType == AudioObjectType.LowComplexity && !HasSpectralBandReplication && !DeniesSpectralBandReplication
        && SamplingFrequency <= HighestHidingFrequency;

    /// <summary>The bytes as they stand in the file.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Reads the bytes of a DecoderSpecificInfo descriptor.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, [NotNullWhen(true)] out AudioSpecificConfig? config) =>
        AudioSpecificConfigParser.TryParse(data, out config);
}
