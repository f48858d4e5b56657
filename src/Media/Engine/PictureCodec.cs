namespace Vod.Media.Engine;

/// <summary>What codec a picture is sent to browsers in, or comes from one. Means nothing where there is no picture.</summary>
public enum PictureCodec
{
    /// <summary>H.264: films, whether or not they are encoded anew, and what most browsers publish.</summary>
    H264,

    /// <summary>VP8 (RFC 7741): what browsers without H.264 publish, and what is recorded of that.</summary>
    Vp8,
}
