namespace Vod.Media.Mp4;

/// <summary>What the samples of a track are coded with, whatever the many names of its sample entry.</summary>
internal enum Mp4Codec
{
    /// <summary>Nothing here knows it.</summary>
    Unknown,

    /// <summary>H.264 (ITU-T H.264, ISO/IEC 14496-10).</summary>
    Avc,

    /// <summary>H.265.</summary>
    Hevc,

    /// <summary>H.266.</summary>
    Vvc,

    /// <summary>MPEG-4 part 2, also known by the names of its encoders, DivX and Xvid.</summary>
    Mpeg4Visual,

    Mpeg2Video,
    Mpeg1Video,
    H263,
    Vp8,
    Vp9,
    Av1,

    /// <summary>A JPEG picture per sample.</summary>
    MotionJpeg,

    ProRes,
    DnxHd,

    /// <summary>AAC in all its profiles.</summary>
    Aac,

    /// <summary>MPEG-1 or MPEG-2 audio, layers 1 to 3.</summary>
    Mp3,

    Opus,
    Vorbis,
    Ac3,

    /// <summary>Enhanced AC-3, Dolby Digital Plus.</summary>
    Eac3,

    Dts,
    TrueHd,

    /// <summary>Apple Lossless.</summary>
    Alac,

    Flac,
    AmrNarrowband,
    AmrWideband,

    /// <summary>Uncompressed; see <see cref="Mp4SampleEntry.Pcm"/>.</summary>
    Pcm,

    /// <summary>G.711 µ-law.</summary>
    MuLaw,

    /// <summary>G.711 A-law.</summary>
    ALaw,

    /// <summary>QuickTime's 4:1 ADPCM.</summary>
    ImaAdpcm,
}
