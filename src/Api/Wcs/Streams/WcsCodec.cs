using Vod.Grains.Abstractions.Streams;

namespace Vod.Api.Wcs.Streams;

/// <summary>The names of codecs in WCS.</summary>
internal static class WcsCodec
{
    /// <summary>The picture's; empty without one, and while nothing is known of it.</summary>
    public static string OfPicture(StreamMedia? media) => media switch
    {
        { HasVideo: true, Codec: StreamPictureCodec.Vp8 } => "VP8",
        { HasVideo: true } => "H264",
        _ => "",
    };
}
