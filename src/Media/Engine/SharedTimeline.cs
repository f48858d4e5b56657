namespace Vod.Media.Engine;

/// <summary>A timeline that all viewers of a shared stream have in common: position = now − <paramref name="Epoch"/>, modulo the file's length when it loops.</summary>
/// <param name="Stream">Identity of the stream. Sessions of one stream on one node are kept in step even when the wall clock is stepped.</param>
/// <param name="Epoch">The wall-clock moment of media time zero.</param>
/// <param name="Loop">Whether the file begins again when it ends.</param>
public sealed record SharedTimeline(string Stream, DateTimeOffset Epoch, bool Loop);
