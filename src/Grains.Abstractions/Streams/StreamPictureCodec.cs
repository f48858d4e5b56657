namespace Vod.Grains.Abstractions.Streams;

/// <summary>What codec the picture of a stream is sent in. Means nothing where there is none.</summary>
[GenerateSerializer]
[Alias("Vod.StreamPictureCodec")]
public enum StreamPictureCodec
{
    /// <summary>H.264: every film, and what most browsers publish.</summary>
    H264,

    /// <summary>VP8, from browsers without H.264.</summary>
    Vp8,
}
