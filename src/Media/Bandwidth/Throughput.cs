namespace Vod.Media.Bandwidth;

/// <summary>What was sent and what got through lately, in bits per second; 0 while not known.</summary>
/// <param name="Sent">Sent.</param>
/// <param name="Received">Received, over <see cref="RateMeter.MaxWindow"/>.</param>
/// <param name="ReceivedLately">Received over a shorter time: while a queue stands, this is what the narrowest link lets through.</param>
internal readonly record struct Throughput(long Sent, long Received, long ReceivedLately);
