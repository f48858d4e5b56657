namespace Vod.Media.Matroska.Reading;

/// <summary>What a file says about the frames of a block together.</summary>
/// <param name="Time">Ticks of the segment.</param>
/// <param name="Duration">BlockDuration: ticks of the segment that all of them last; 0 if it does not say.</param>
/// <param name="Discarded">DiscardPadding: nanoseconds that are not heard at the end of the last frame; 0 if there are none.</param>
/// <param name="IsKey">Whether decoding can start at the first of them.</param>
internal readonly record struct BlockTimes(long Time, ulong Duration, long Discarded, bool IsKey);
