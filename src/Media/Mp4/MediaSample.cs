namespace Vod.Media.Mp4;

/// <summary>
/// One sample of a track. Times are in the track's timescale and have the edit list applied: the presentation starts at 0.
/// </summary>
/// <param name="Offset">Byte offset in the file.</param>
/// <param name="Size">Bytes, may be 0.</param>
/// <param name="DecodeTime">When to decode; never later than <paramref name="CompositionTime"/>, never earlier than the sample before.
/// Negative for what comes before the start of the presentation.</param>
/// <param name="CompositionTime">When to show.</param>
/// <param name="Duration">Ticks until the next sample is decoded, 0 or more.</param>
/// <param name="IsSync">Decoding can start here.</param>
internal readonly record struct MediaSample(long Offset, int Size, long DecodeTime, long CompositionTime, long Duration, bool IsSync);
