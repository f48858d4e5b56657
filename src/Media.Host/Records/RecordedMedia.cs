using Vod.Media.Publish;

namespace Vod.Media.Host.Records;

/// <summary>What a publication has, by what its answer agreed on.</summary>
/// <param name="HasPicture">Whether there is a picture.</param>
/// <param name="Codec">How it is encoded.</param>
/// <param name="HasSound">Whether there is sound, which is Opus.</param>
internal readonly record struct RecordedMedia(bool HasPicture, PublishedCodec Codec, bool HasSound)
{
    /// <summary>Ending of the name of the file, as Web Call Server's <c>record_formats</c> says by default: VP8 in WebM, all other in MP4.</summary>
    public string Extension => HasPicture && Codec == PublishedCodec.Vp8 ? ".webm" : ".mp4";
}
