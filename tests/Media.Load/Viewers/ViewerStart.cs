namespace Vod.Media.Load.Viewers;

/// <summary>How a viewer began, in milliseconds from its POST.</summary>
/// <param name="Answer">To the answer; null when there was none.</param>
/// <param name="FirstPacket">To the first RTP packet; null when none came.</param>
/// <param name="FirstKeyFrame">To the end of the first complete key frame; null when none came.</param>
internal readonly record struct ViewerStart(double? Answer, double? FirstPacket, double? FirstKeyFrame);
