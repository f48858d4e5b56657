namespace Vod.Media.Engine;

/// <summary>What a session plays.</summary>
/// <param name="HasVideo">Whether video is sent.</param>
/// <param name="HasAudio">Whether audio is sent.</param>
/// <param name="Width">Picture width in pixels, 0 without video.</param>
/// <param name="Height">Picture height in pixels, 0 without video.</param>
/// <param name="Duration">Length of the file.</param>
public sealed record PlayedMedia(bool HasVideo, bool HasAudio, int Width, int Height, TimeSpan Duration);
