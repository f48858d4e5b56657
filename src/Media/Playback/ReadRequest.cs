namespace Vod.Media.Playback;

/// <summary>
/// A range of the file a viewer needs next. The shell reads it into <paramref name="Destination"/> and hands the same value back with the number of bytes it got.
/// </summary>
/// <param name="Offset">Position in the file.</param>
/// <param name="Length">Bytes wanted; not more than the destination holds.</param>
/// <param name="Destination">Owned by the reader until the request is completed.</param>
/// <param name="Generation">Tells an answer to a question that is no longer asked (after a jump) from a current one.</param>
internal readonly record struct ReadRequest(long Offset, int Length, byte[] Destination, int Generation);
