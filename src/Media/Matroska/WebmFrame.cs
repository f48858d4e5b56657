namespace Vod.Media.Matroska;

/// <summary>A frame that waits for its cluster.</summary>
/// <param name="Track">Number of its track, counted from 1.</param>
/// <param name="Time">Milliseconds.</param>
/// <param name="Bytes">The frame; lent until the cluster is written.</param>
/// <param name="IsKey">Whether decoding can start here.</param>
internal readonly record struct WebmFrame(int Track, long Time, ReadOnlyMemory<byte> Bytes, bool IsKey);
