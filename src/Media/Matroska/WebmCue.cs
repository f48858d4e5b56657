namespace Vod.Media.Matroska;

/// <summary>A place where playing can start (RFC 9559 section 5.1.5).</summary>
/// <param name="Time">Milliseconds.</param>
/// <param name="Position">Bytes from the start of the segment's data to its cluster.</param>
/// <param name="Track">Number of the track that has a key frame there.</param>
internal readonly record struct WebmCue(long Time, long Position, int Track);
