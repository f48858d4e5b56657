using System.Collections.Frozen;

namespace Vod.Media.Mp4;

/// <summary>The names of codecs in sample entries (mp4ra.org and the QuickTime File Format) and in elementary stream descriptors.</summary>
internal static class CodecTable
{
    private static readonly FrozenDictionary<uint, Mp4Codec> Video = Of(
        (Mp4Codec.Avc, "avc1 avc3 dva1 dvav"),
        (Mp4Codec.Hevc, "hvc1 hev1 dvh1 dvhe"),
        (Mp4Codec.Vvc, "vvc1 vvi1"),
        (Mp4Codec.Mpeg4Visual, "mp4v XVID xvid DIVX divx DX50 FMP4 3IV2"),
        (Mp4Codec.Mpeg2Video, "m2v1 mpg2 hdv1 hdv2 hdv3 hdv5 hdv6 hdv7 xdv1 xdv2 xdv3 xdv6 xdv7 xdva xdvb xdvc xdvd xdve xdvf xd51 xd54 xd55 xd59 xd5a xd5b xd5c"
            + " xd5d xd5e xd5f mx3n mx3p mx4n mx4p mx5n mx5p"),
        (Mp4Codec.Mpeg1Video, "m1v1 mpg1"),
        (Mp4Codec.H263, "s263 h263 H263"),
        (Mp4Codec.Vp8, "vp08"),
        (Mp4Codec.Vp9, "vp09"),
        (Mp4Codec.Av1, "av01"),
        (Mp4Codec.MotionJpeg, "jpeg mjpa mjpb mjpg AVDJ dmb1"),
        (Mp4Codec.ProRes, "apco apcs apcn apch ap4h ap4x"),
        (Mp4Codec.DnxHd, "AVdn AVdh"));

    private static readonly FrozenDictionary<uint, Mp4Codec> Audio = Of(
        (Mp4Codec.Mp3, ".mp3 mp3  ms\0U ms\0P"),
        (Mp4Codec.Opus, "Opus"),
        (Mp4Codec.Ac3, "ac-3 sac3"),
        (Mp4Codec.Eac3, "ec-3"),
        (Mp4Codec.Dts, "dtsc dtsh dtsl dtse dts+ dts-"),
        (Mp4Codec.TrueHd, "mlpa"),
        (Mp4Codec.Alac, "alac"),
        (Mp4Codec.Flac, "fLaC"),
        (Mp4Codec.AmrNarrowband, "samr"),
        (Mp4Codec.AmrWideband, "sawb"),
        (Mp4Codec.Pcm, "raw  NONE twos sowt in24 in32 fl32 fl64 lpcm ipcm fpcm"),
        (Mp4Codec.MuLaw, "ulaw"),
        (Mp4Codec.ALaw, "alaw"),
        (Mp4Codec.ImaAdpcm, "ima4"));

    /// <summary>Whether a sample entry says that its samples are encrypted: by common encryption, or by the store that sold them.</summary>
    public static bool IsEncrypted(uint format) =>
        format is BoxType.EncryptedVideo or BoxType.EncryptedAudio or BoxType.ProtectedVideo or BoxType.ProtectedAudio;

    /// <summary>The codec of a track by its sample entry.</summary>
    /// <param name="format">Name of the entry.</param>
    /// <param name="kind">A few names mean different things for pictures and sound.</param>
    /// <param name="objectType">objectTypeIndication, 0 without one: 'mp4v' and 'mp4a' are the names of many codecs.</param>
    public static Mp4Codec Find(uint format, Mp4TrackKind kind, byte objectType) => (format, kind) switch
    {
        (BoxType.Mp4a, Mp4TrackKind.Audio) => objectType == 0 ? Mp4Codec.Aac : OfObjectType(objectType),
        (BoxType.Mp4v, Mp4TrackKind.Video) when objectType != 0 => OfObjectType(objectType),
        (_, Mp4TrackKind.Video) => Video.GetValueOrDefault(format),
        (_, Mp4TrackKind.Audio) => Audio.GetValueOrDefault(format),
        _ => Mp4Codec.Unknown,
    };

    /// <summary>The box that holds the decoder configuration of a codec outside of esds; 0 if there is none.</summary>
    public static uint ConfigurationBox(Mp4Codec codec) => codec switch
    {
        Mp4Codec.Avc => BoxType.AvcConfiguration,
        Mp4Codec.Hevc => BoxType.HevcConfiguration,
        Mp4Codec.Vvc => BoxType.VvcConfiguration,
        Mp4Codec.Vp8 or Mp4Codec.Vp9 => BoxType.VpConfiguration,
        Mp4Codec.Av1 => BoxType.Av1Configuration,
        Mp4Codec.H263 => BoxType.H263Configuration,
        Mp4Codec.Opus => BoxType.OpusConfiguration,
        Mp4Codec.Ac3 => BoxType.Ac3Configuration,
        Mp4Codec.Eac3 => BoxType.Eac3Configuration,
        Mp4Codec.Dts => BoxType.DtsConfiguration,
        Mp4Codec.TrueHd => BoxType.TrueHdConfiguration,
        Mp4Codec.Alac => BoxType.Alac,
        Mp4Codec.Flac => BoxType.FlacConfiguration,
        Mp4Codec.AmrNarrowband or Mp4Codec.AmrWideband => BoxType.AmrConfiguration,
        Mp4Codec.Pcm => BoxType.PcmConfiguration,
        _ => 0,
    };

    /// <summary>Whether a decoder can do nothing without the configuration.</summary>
    public static bool NeedsConfiguration(Mp4Codec codec) => codec is Mp4Codec.Avc or Mp4Codec.Hevc or Mp4Codec.Vvc or Mp4Codec.Aac or Mp4Codec.Opus
        or Mp4Codec.Vorbis or Mp4Codec.Alac or Mp4Codec.Flac;

    /// <summary>objectTypeIndication of ISO/IEC 14496-1, table 5, and of the registration authority.</summary>
    private static Mp4Codec OfObjectType(byte objectType) => objectType switch
    {
        0x20 => Mp4Codec.Mpeg4Visual,
        0x21 => Mp4Codec.Avc,
        0x23 => Mp4Codec.Hevc,
        0x40 or 0x66 or 0x67 or 0x68 => Mp4Codec.Aac,
        >= 0x60 and <= 0x65 => Mp4Codec.Mpeg2Video,
        0x69 or 0x6B => Mp4Codec.Mp3,
        0x6A => Mp4Codec.Mpeg1Video,
        0x6C => Mp4Codec.MotionJpeg,
        0xA5 => Mp4Codec.Ac3,
        0xA6 => Mp4Codec.Eac3,
        0xA9 or 0xAA or 0xAB or 0xAC => Mp4Codec.Dts,
        0xAD => Mp4Codec.Opus,
        0xDD => Mp4Codec.Vorbis,
        _ => Mp4Codec.Unknown,
    };

    // Names of four characters with a blank between them; some end in a blank of their own.
    private static FrozenDictionary<uint, Mp4Codec> Of(params (Mp4Codec Codec, string Names)[] rows)
    {
        Dictionary<uint, Mp4Codec> table = [];
        foreach ((Mp4Codec codec, string names) in rows)
        {
            for (int i = 0; i < names.Length; i += 5)
            {
                table.Add(FourCc.Of(names.Substring(i, 4)).Value, codec);
            }
        }

        return table.ToFrozenDictionary();
    }
}
