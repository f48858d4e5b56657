using Vod.Media.Aac;
using Vod.Media.Matroska;
using Vod.Media.Mp4;

namespace Vod.Media.Preparation;

/// <summary>How the sound of MP4 files is described to decoders that read Matroska: the mappings of matroska.org/technical/codec_specs.html.</summary>
internal static class SoundDecoders
{
    private const int Ac3FrameLength = 1536;
    private const int OpusSampleRate = 48_000;

    // A decoded frame of a transform codec overlaps with the one before it (for AAC: ISO/IEC 14496-3, 4.6.11).
    private const int Overlap = 2;

    // An SBR decoder is silent above the core's band until it meets an SBR header, which encoders repeat about twice a second.
    private const int SbrPreroll = 24;

    // A frame of MP3 may begin in those before it: by 511 bytes, which is this many frames of the lowest rates in use.
    private const int Mp3Preroll = 24;

    // MPEG-1 has 1152 samples in a frame, layer III of MPEG-2 half of that.
    private const int LongMp3Frame = 1152;
    private const int ShortMp3Frame = 576;

    // Decoders find out; it matters only that it is not one.
    private const int UnknownChannels = 2;

    // RFC 7845 section 4.6: 80 ms.
    private const int OpusPrerollSamples = 3840;

    /// <summary>The decoder of a sample entry; null when there is none that it can be described to.</summary>
    /// <param name="entry">An entry of a sound track.</param>
    /// <param name="timescale">Ticks per second of the track: its sample rate where the entry cannot tell it.</param>
    /// <param name="usualLength">Samples of a frame by the times in the file, at least 1.</param>
    public static SoundDecoder? For(Mp4SampleEntry entry, uint timescale, double usualLength)
    {
        if (!entry.IsDecodable)
        {
            return null;
        }

        int rate = entry.SampleRate > 0 ? entry.SampleRate : (int)Math.Min(timescale, int.MaxValue);
        ReadOnlySpan<byte> configuration = entry.CodecConfiguration.Span;
        return entry.Codec switch
        {
            Mp4Codec.Aac => OfAac(entry.AudioSpecificConfig!),
            Mp4Codec.Mp3 => Of("A_MPEG/L3", rate, entry.ChannelCount) with
            {
                FrameLength = usualLength * 4 > LongMp3Frame * 3 ? LongMp3Frame : ShortMp3Frame,
                PrerollFrames = Mp3Preroll,

                // Writers put 2 there whatever it is.
                Width = entry.ChannelCount == 1 ? SoundWidth.Mono : SoundWidth.MonoOrStereo,
            },

            Mp4Codec.Ac3 => Of("A_AC3", rate, SoundConfigurations.ChannelsOfAc3(configuration)) with { FrameLength = Ac3FrameLength, PrerollFrames = Overlap },
            Mp4Codec.Eac3 => Of("A_EAC3", rate, SoundConfigurations.ChannelsOfEac3(configuration)) with { PrerollFrames = Overlap },
            Mp4Codec.Dts => Of("A_DTS", rate, UnknownChannels) with { PrerollFrames = Overlap },
            Mp4Codec.Opus when SoundConfigurations.OfOpus(configuration) is { } head =>
                Of("A_OPUS", OpusSampleRate, head[SoundConfigurations.OpusHeadChannels], head) with { PrerollFrames = 1 + (int)(OpusPrerollSamples / usualLength) },
            Mp4Codec.Vorbis => Of("A_VORBIS", rate, entry.ChannelCount, configuration.ToArray()) with { PrerollFrames = Overlap },
            Mp4Codec.Flac when SoundConfigurations.OfFlac(configuration) is { } flac => Of("A_FLAC", flac.SampleRate, flac.Channels, flac.Private),
            Mp4Codec.Alac when SoundConfigurations.OfAlac(configuration) is { } alac => Of("A_ALAC", alac.SampleRate, alac.Channels, alac.Private),
            Mp4Codec.Pcm when entry.Pcm is { } pcm => OfPcm(pcm, rate, entry.ChannelCount),
            Mp4Codec.MuLaw => OfQuickTime("ulaw", rate, entry.ChannelCount, 16),
            Mp4Codec.ALaw => OfQuickTime("alaw", rate, entry.ChannelCount, 16),
            _ => null,
        };
    }

    private static SoundDecoder? OfAac(AudioSpecificConfig config)
    {
        // The others are scalable, parametric or speech coders that decoders do not have.
        if (config.ObjectType is not (AudioObjectType.Main or AudioObjectType.LowComplexity or AudioObjectType.LongTermPrediction
            or AudioObjectType.ErrorResilientLowComplexity or AudioObjectType.ErrorResilientLowDelay))
        {
            return null;
        }

        // Downsampled SBR has the core's rate and frame length (ISO/IEC 14496-3, 4.6.18.2). Where SBR may hide, what comes without it is resampled to where it would be.
        bool hides = config.MayHideSpectralBandReplication;
        bool doubles = hides || (config.HasSpectralBandReplication && config.ExtensionSamplingFrequency > config.SamplingFrequency);
        int rate = hides ? 2 * config.SamplingFrequency : doubles ? config.ExtensionSamplingFrequency : config.SamplingFrequency;

        // With SBR, parametric stereo may make two channels of one, announced or not.
        SoundWidth width = config.ChannelCount != 1 ? SoundWidth.Wide
            : hides || config.HasSpectralBandReplication ? SoundWidth.MonoOrStereo
            : SoundWidth.Mono;
        int channels = config.ChannelCount > 0 ? config.ChannelCount : UnknownChannels;
        MatroskaTrack track = Track("A_AAC", config.SamplingFrequency, channels) with { CodecPrivate = config.Raw };
        return new SoundDecoder(track, rate, (doubles ? 2 : 1) * config.FrameLength, doubles ? SbrPreroll : Overlap, width);
    }

    private static SoundDecoder OfPcm(PcmFormat pcm, int rate, int channels) => pcm switch
    {
        { IsFloat: true, IsBigEndian: true } => OfQuickTime(pcm.BitsPerSample == 64 ? "fl64" : "fl32", rate, channels, pcm.BitsPerSample),
        { IsFloat: true } => Uncompressed("A_PCM/FLOAT/IEEE", pcm.BitsPerSample, rate, channels),
        { BitsPerSample: 8, IsUnsigned: false } => OfQuickTime("sowt", rate, channels, 8),
        { IsBigEndian: true, BitsPerSample: > 8 } => Uncompressed("A_PCM/INT/BIG", pcm.BitsPerSample, rate, channels),
        _ => Uncompressed("A_PCM/INT/LIT", pcm.BitsPerSample, rate, channels),
    };

    private static SoundDecoder Uncompressed(string codec, int bits, int rate, int channels) =>
        new(Track(codec, rate, channels) with { BitDepth = bits }, rate, 0, 0, WidthOf(channels));

    private static SoundDecoder OfQuickTime(string format, int rate, int channels, int bits) =>
        new(Track("A_QUICKTIME", rate, channels) with { CodecPrivate = SoundConfigurations.QuickTime(format, channels, bits, rate) }, rate, 0, 0, WidthOf(channels));

    private static SoundDecoder Of(string codec, int rate, int channels, byte[]? configuration = null) =>
        new(Track(codec, rate, channels > 0 ? channels : UnknownChannels) with { CodecPrivate = configuration }, rate, 0, 0, WidthOf(channels));

    private static SoundWidth WidthOf(int channels) => channels == 1 ? SoundWidth.Mono : SoundWidth.Wide;

    private static MatroskaTrack Track(string codec, int rate, int channels) =>
        new() { Type = MatroskaTrackType.Audio, CodecId = codec, SampleRate = rate, Channels = channels };
}
