namespace Vod.Media.Engine;

/// <summary>What a session plays.</summary>
/// <param name="HasVideo">Whether video is sent.</param>
/// <param name="HasAudio">Whether audio is sent.</param>
/// <param name="Width">Picture width in pixels, 0 without video.</param>
/// <param name="Height">Picture height in pixels, 0 without video.</param>
/// <param name="Duration">Length of the file.</param>
public sealed record PlayedMedia(bool HasVideo, bool HasAudio, int Width, int Height, TimeSpan Duration)
{
    /// <summary>How the picture comes to browsers.</summary>
    public PictureTreatment Picture { get; init; }

    /// <summary>What in the file or the settings decides it: one line, empty when the picture is passed through.</summary>
    public string PictureReason { get; init; } = "";

    /// <summary>The codec of the picture, as it is sent.</summary>
    public PictureCodec Codec { get; init; }
}
