using Vod.Grains.Abstractions.Streams;
using Vod.Media.Engine;

namespace Vod.Grains.Streams;

/// <summary>Puts what the engine says of a file or publication into the words of the contract with the API, for the reason given at <see cref="StreamEndReasons"/>.</summary>
internal static class StreamMedias
{
    /// <summary>The same in a form that travels.</summary>
    public static StreamMedia From(PlayedMedia media) => new(media.HasVideo, media.HasAudio, media.Width, media.Height, media.Duration)
    {
        Picture = media.Picture switch
        {
            PictureTreatment.PassedThrough => StreamPicture.PassedThrough,
            PictureTreatment.Encoded => StreamPicture.Encoded,
            PictureTreatment.Thinned => StreamPicture.Thinned,
            _ => StreamPicture.None,
        },
        PictureReason = media.PictureReason,
        Codec = media.Codec == PictureCodec.Vp8 ? StreamPictureCodec.Vp8 : StreamPictureCodec.H264,
    };
}
