namespace Vod.Media.Preparation;

/// <summary>What has to be known of a picture to encode it anew.</summary>
/// <param name="Width">Width in pixels as it is coded.</param>
/// <param name="Height">Height in pixels as it is coded.</param>
/// <param name="Rotation">Clockwise degrees to turn it by: 0, 90, 180 or 270.</param>
/// <param name="MayBeInterlaced">Whether some pictures may consist of two fields.</param>
internal readonly record struct PictureShape(int Width, int Height, int Rotation, bool MayBeInterlaced);
