namespace Vod.Media.Matroska;

/// <summary>TrackType (RFC 9559 section 5.1.4.1.3).</summary>
internal enum MatroskaTrackType
{
    Video = 1,
    Audio = 2,
}
