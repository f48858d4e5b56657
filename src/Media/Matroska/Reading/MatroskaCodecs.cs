using System.Buffers.Binary;
using Vod.Media.Aac;
using Vod.Media.H264;
using Vod.Media.Mp4;

namespace Vod.Media.Matroska.Reading;

/// <summary>What the codec of a track is called in MP4 files, and its decoder configuration as those have it: everything behind reads that.</summary>
internal static class MatroskaCodecs
{
    private const int NameLength = 4;

    /// <summary>The sample entry that an MP4 file would have for a track; of <see cref="Mp4Codec.Unknown"/> for a codec that is not known here.</summary>
    /// <param name="track">The track.</param>
    /// <param name="isEncrypted">Its frames are encrypted.</param>
    public static Mp4SampleEntry EntryOf(MatroskaTrack track, bool isEncrypted)
    {
        (Mp4Codec codec, string name) = Find(track.CodecId);
        bool isPicture = track.Type == MatroskaTrackType.Video;
        if (isEncrypted)
        {
            name = isPicture ? "encv" : "enca";
        }

        ReadOnlySpan<byte> configuration = track.CodecPrivate.Span;
        AudioSpecificConfig? aac = null;
        AvcConfiguration? avc = null;
        bool isKnown = codec switch
        {
            Mp4Codec.Aac => AudioSpecificConfigParser.TryParse(configuration, out aac),
            Mp4Codec.Avc => AvcConfiguration.TryParse(configuration, out avc),
            _ => true,
        };
        return new()
        {
            Format = FourCc.Of(name),
            Codec = codec,
            Width = isPicture ? track.Width : 0,
            Height = isPicture ? track.Height : 0,
            ChannelCount = isPicture ? 0 : track.Channels,
            SampleRate = isPicture ? 0 : RateOf(codec, track.SampleRate),
            Pcm = PcmOf(track.CodecId, track.BitDepth),
            AudioSpecificConfig = aac,
            AvcConfiguration = avc,
            CodecConfiguration = isKnown ? ConfigurationOf(codec, configuration) : default,
        };
    }

    /// <summary>Whether frames of a codec may be shown in another order than they are decoded, as far as browsers and cameras write it.</summary>
    public static bool MayReorder(Mp4Codec codec) =>
        codec is Mp4Codec.Avc or Mp4Codec.Hevc or Mp4Codec.Mpeg4Visual or Mp4Codec.Mpeg2Video or Mp4Codec.Mpeg1Video;

    private static (Mp4Codec Codec, string Name) Find(string codecId) => codecId switch
    {
        "V_VP8" => (Mp4Codec.Vp8, "vp08"),
        "V_VP9" => (Mp4Codec.Vp9, "vp09"),
        "V_AV1" => (Mp4Codec.Av1, "av01"),
        "V_MPEG4/ISO/AVC" => (Mp4Codec.Avc, "avc1"),
        "V_MPEGH/ISO/HEVC" => (Mp4Codec.Hevc, "hvc1"),
        "V_MPEG4/ISO/SP" or "V_MPEG4/ISO/ASP" or "V_MPEG4/ISO/AP" => (Mp4Codec.Mpeg4Visual, "mp4v"),
        "V_MPEG2" => (Mp4Codec.Mpeg2Video, "m2v1"),
        "V_MPEG1" => (Mp4Codec.Mpeg1Video, "m1v1"),
        "A_OPUS" => (Mp4Codec.Opus, "Opus"),
        "A_VORBIS" => (Mp4Codec.Vorbis, "Vorb"),
        "A_AAC" => (Mp4Codec.Aac, "mp4a"),
        "A_MPEG/L3" => (Mp4Codec.Mp3, "mp3 "),
        "A_AC3" => (Mp4Codec.Ac3, "ac-3"),
        "A_EAC3" => (Mp4Codec.Eac3, "ec-3"),
        "A_DTS" => (Mp4Codec.Dts, "dtsc"),
        "A_FLAC" => (Mp4Codec.Flac, "fLaC"),
        "A_ALAC" => (Mp4Codec.Alac, "alac"),
        "A_PCM/INT/LIT" or "A_PCM/INT/BIG" or "A_PCM/FLOAT/IEEE" => (Mp4Codec.Pcm, "lpcm"),

        // To say in a line which one it is, what follows "V_" or "A_" does.
        _ => (Mp4Codec.Unknown, codecId[Math.Min(2, codecId.Length)..].PadRight(NameLength)[..NameLength]),
    };

    private static int RateOf(Mp4Codec codec, double rate) =>
        codec == Mp4Codec.Opus ? SampleRateOfOpus : rate is >= 1 and <= int.MaxValue ? (int)Math.Round(rate) : 0;

    // What Opus was made from has any rate; it is counted, and decoded, at this one (RFC 7845 section 4).
    private const int SampleRateOfOpus = 48_000;

    private static PcmFormat? PcmOf(string codecId, int bits) => codecId switch
    {
        _ when bits is not (8 or 16 or 24 or 32 or 64) => null,
        "A_PCM/INT/LIT" => new(bits, false, false, bits == 8),
        "A_PCM/INT/BIG" => new(bits, false, true, bits == 8),
        "A_PCM/FLOAT/IEEE" => new(bits, true, false, false),
        _ => null,
    };

    // The Matroska codec specifications, sections 3 and 4; the bodies of dOps, dfLa and alac boxes.
    private static ReadOnlyMemory<byte> ConfigurationOf(Mp4Codec codec, ReadOnlySpan<byte> configuration) => codec switch
    {
        Mp4Codec.Opus => OpusBox(configuration),
        Mp4Codec.Flac when configuration.StartsWith("fLaC"u8) => (byte[])[0, 0, 0, 0, .. configuration["fLaC"u8.Length..]],
        Mp4Codec.Alac when !configuration.IsEmpty => (byte[])[0, 0, 0, 0, .. configuration],
        Mp4Codec.Flac => default,
        _ => configuration.ToArray(),
    };

    private static ReadOnlyMemory<byte> OpusBox(ReadOnlySpan<byte> head)
    {
        // OpusHead (RFC 7845 section 5.1), little endian; the box is the same without the name, big endian.
        const int preSkip = 10;
        const int rate = 12;
        const int gain = 16;
        const int family = 18;
        if (head.Length <= family || !head.StartsWith("OpusHead"u8))
        {
            return default;
        }

        byte[] box = [0, head[preSkip - 1], 0, 0, 0, 0, 0, 0, 0, 0, .. head[family..]];
        BinaryPrimitives.WriteUInt16BigEndian(box.AsSpan(2), BinaryPrimitives.ReadUInt16LittleEndian(head[preSkip..]));
        BinaryPrimitives.WriteUInt32BigEndian(box.AsSpan(4), BinaryPrimitives.ReadUInt32LittleEndian(head[rate..]));
        BinaryPrimitives.WriteInt16BigEndian(box.AsSpan(8), BinaryPrimitives.ReadInt16LittleEndian(head[gain..]));
        return box;
    }
}
