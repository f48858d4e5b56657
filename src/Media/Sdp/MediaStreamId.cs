namespace Vod.Media.Sdp;

/// <summary>An msid attribute (RFC 8830 section 2): which stream a track belongs to.</summary>
/// <param name="Stream">MediaStream id, "-" for none.</param>
/// <param name="Track">MediaStreamTrack id; may be empty.</param>
internal readonly record struct MediaStreamId(string Stream, string Track);
