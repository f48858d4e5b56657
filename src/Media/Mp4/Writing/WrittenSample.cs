namespace Vod.Media.Mp4.Writing;

/// <summary>A sample that waits for its fragment.</summary>
/// <param name="Time">When it is decoded and shown, in the timescale of its track.</param>
/// <param name="Bytes">The sample; lent until the fragment is written.</param>
/// <param name="IsKey">Whether decoding can start here.</param>
internal readonly record struct WrittenSample(long Time, ReadOnlyMemory<byte> Bytes, bool IsKey);
