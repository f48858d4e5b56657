using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Aac;

/// <summary>
/// Reads AudioSpecificConfig in the order of ISO/IEC 14496-3 tables 1.15, 4.1 (GASpecificConfig) and 4.2 (program_config_element).
/// </summary>
internal static class AudioSpecificConfigParser
{
    private const uint ExtensionSyncWord = 0x2B7;
    private const uint ParametricStereoSyncWord = 0x548;

    // Channels of channelConfiguration 0 to 15 (table 1.19 with the additions of ISO/IEC 23001-8); 0 is told by a program config element.
    private static ReadOnlySpan<byte> ChannelCounts => [0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8, 0];

    public static bool TryParse(ReadOnlySpan<byte> data, [NotNullWhen(true)] out AudioSpecificConfig? config)
    {
        config = null;
        AacBitReader reader = new(data);
        AudioObjectType type = ReadObjectType(ref reader);
        int frequency = ReadFrequency(ref reader);
        int channelConfiguration = (int)reader.Read(4);
        Extension extension = default;
        if (type is AudioObjectType.SpectralBandReplication or AudioObjectType.ParametricStereo)
        {
            extension = new Extension(true, type == AudioObjectType.ParametricStereo, ReadFrequency(ref reader));
            type = ReadObjectType(ref reader);
        }

        if (reader.Overrun || type == AudioObjectType.Null || frequency == 0)
        {
            return false;
        }

        // Other types have other configurations behind this point; what matters is known already.
        int frameLength = 1024;
        int channels = ChannelCounts[channelConfiguration];
        if (type is >= AudioObjectType.Main and <= AudioObjectType.LongTermPrediction or AudioObjectType.ErrorResilientLowComplexity
            or AudioObjectType.ErrorResilientLowDelay)
        {
            frameLength = ReadGeneralAudio(type, channelConfiguration, ref channels, ref reader);
            if (reader.Overrun)
            {
                return false;
            }

            ReadBackwardCompatibleExtension(type, ref extension, reader);
        }

        config = new AudioSpecificConfig
        {
            ObjectType = type,
            SamplingFrequency = frequency,
            ChannelConfiguration = channelConfiguration,
            ChannelCount = channels,
            FrameLength = frameLength,
            HasSpectralBandReplication = extension.SpectralBandReplication,
            HasParametricStereo = extension.ParametricStereo,
            ExtensionSamplingFrequency = extension.Frequency,
            DeniesSpectralBandReplication = extension.IsDenied,
            Raw = data.ToArray(),
        };
        return true;
    }

    private static AudioObjectType ReadObjectType(ref AacBitReader reader)
    {
        uint type = reader.Read(5);
        return (AudioObjectType)(type == (uint)AudioObjectType.Escape ? 32 + reader.Read(6) : type);
    }

    private static int ReadFrequency(ref AacBitReader reader)
    {
        int index = (int)reader.Read(4);
        if (index == SamplingFrequency.ExplicitIndex)
        {
            return (int)reader.Read(24);
        }

        return SamplingFrequency.TryFromIndex(index, out int frequency) ? frequency : 0;
    }

    /// <summary>GASpecificConfig; gives the frame length and, from a program config element, the number of channels.</summary>
    private static int ReadGeneralAudio(AudioObjectType type, int channelConfiguration, ref int channels, ref AacBitReader reader)
    {
        bool shortFrames = reader.ReadFlag();
        if (reader.ReadFlag())
        {
            reader.Read(14); // coreCoderDelay
        }

        bool extended = reader.ReadFlag();
        if (channelConfiguration == 0)
        {
            channels = ReadProgramConfig(ref reader);
        }

        if (extended && type is AudioObjectType.ErrorResilientLowComplexity or AudioObjectType.ErrorResilientLowDelay)
        {
            reader.Read(3); // resilience flags
        }

        return type == AudioObjectType.ErrorResilientLowDelay
            ? (shortFrames ? 480 : 512)
            : (shortFrames ? 960 : 1024);
    }

    private static int ReadProgramConfig(ref AacBitReader reader)
    {
        reader.Read(10); // element_instance_tag, object_type, sampling_frequency_index
        int front = (int)reader.Read(4);
        int side = (int)reader.Read(4);
        int back = (int)reader.Read(4);
        int lowFrequency = (int)reader.Read(2);
        int data = (int)reader.Read(3);
        int coupling = (int)reader.Read(4);
        for (int mixdown = 0; mixdown < 2; mixdown++)
        {
            if (reader.ReadFlag())
            {
                reader.Read(4); // mono_mixdown_element_number, then the stereo one
            }
        }

        if (reader.ReadFlag())
        {
            reader.Read(3); // matrix_mixdown_idx, pseudo_surround_enable
        }

        int channels = lowFrequency;
        for (int element = front + side + back; element > 0; element--)
        {
            channels += reader.ReadFlag() ? 2 : 1;
            reader.Read(4);
        }

        for (int element = lowFrequency + data; element > 0; element--)
        {
            reader.Read(4);
        }

        for (int element = coupling; element > 0; element--)
        {
            reader.Read(5);
        }

        reader.Align();
        uint comment = reader.Read(8);
        for (; comment > 0 && !reader.Overrun; comment--)
        {
            reader.Read(8);
        }

        return channels;
    }

    /// <summary>
    /// The extension that old decoders overlook because it follows what they read (1.6.5.2). Optional, so a cut one counts as
    /// none.
    /// </summary>
    private static void ReadBackwardCompatibleExtension(AudioObjectType type, ref Extension extension, AacBitReader reader)
    {
        if (extension.SpectralBandReplication || type is AudioObjectType.ErrorResilientLowDelay || reader.Left < 16
            || reader.Read(11) != ExtensionSyncWord || ReadObjectType(ref reader) != AudioObjectType.SpectralBandReplication)
        {
            return;
        }

        if (!reader.ReadFlag())
        {
            extension = extension with { IsDenied = true };
            return;
        }

        int frequency = ReadFrequency(ref reader);
        if (reader.Overrun)
        {
            return;
        }

        bool stereo = reader.Left >= 12 && reader.Read(11) == ParametricStereoSyncWord && reader.ReadFlag();
        extension = new Extension(true, stereo, frequency);
    }

    private readonly record struct Extension(bool SpectralBandReplication, bool ParametricStereo, int Frequency, bool IsDenied = false);
}
