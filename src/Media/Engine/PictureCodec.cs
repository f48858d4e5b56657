namespace Vod.Media.Engine;

/// <summary>What codec a picture is sent to browsers in, or comes from one. Means nothing where there is no picture.</summary>
public enum PictureCodec
{
    /// <summary>H.264: every film, whether or not it is encoded anew.</summary>
    H264,

    /// <summary>VP8 (RFC 7741), from browsers without H.264.</summary>
    Vp8,
}
