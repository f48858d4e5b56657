namespace Vod.Grains.Abstractions.Streams;

/// <summary>What a stream consists of.</summary>
/// <param name="HasVideo">Whether there is video.</param>
/// <param name="HasAudio">Whether there is audio.</param>
/// <param name="Width">Pixels; 0 without video.</param>
/// <param name="Height">Pixels; 0 without video.</param>
/// <param name="Duration">Length of the file.</param>
[GenerateSerializer]
[Immutable]
[Alias("Vod.StreamMedia")]
public sealed record StreamMedia(
    [property: Id(0)] bool HasVideo,
    [property: Id(1)] bool HasAudio,
    [property: Id(2)] int Width,
    [property: Id(3)] int Height,
    [property: Id(4)] TimeSpan Duration)
{
    /// <summary>How the picture comes to viewers.</summary>
    [Id(5)]
    public StreamPicture Picture { get; init; }

    /// <summary>What in the file or the settings decides that: one line, empty when the picture is passed through.</summary>
    [Id(6)]
    public string PictureReason { get; init; } = "";

    /// <summary>The codec of the picture, as it is sent.</summary>
    [Id(7)]
    public StreamPictureCodec Codec { get; init; }
}
