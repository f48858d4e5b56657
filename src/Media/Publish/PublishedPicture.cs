using Vod.Media.H264;

namespace Vod.Media.Publish;

/// <summary>
/// One access unit of a publisher, complete, in decoding order. That is the order of showing as well: no browser sends B-frames.
/// </summary>
internal readonly record struct PublishedPicture
{
    /// <summary>When it is shown, in the publisher's time: zero is its first media packet. Later than that of the picture before.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>Whether decoding can start here. Of H.264: an IDR picture whose parameter sets are known.</summary>
    public required bool IsKey { get; init; }

    /// <summary>How it is encoded; the same for all pictures of a publisher.</summary>
    public required PublishedCodec Codec { get; init; }

    /// <summary>Of H.264 the parameter sets in force, with <see cref="AvcConfiguration.NalLengthSize"/> 4: the same object until they change. Null for VP8.</summary>
    public AvcConfiguration? Configuration { get; init; }

    /// <summary>Width in pixels after cropping, of the last key picture.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels after cropping, of the last key picture.</summary>
    public required int Height { get; init; }
}
