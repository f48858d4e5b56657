namespace Vod.Media.Mp4.Writing;

/// <summary>Samples of a track that follow each other in the file.</summary>
/// <param name="Offset">Where the first begins.</param>
/// <param name="Length">Bytes of all of them.</param>
/// <param name="Samples">How many.</param>
/// <param name="Entry">Their sample entry, counted from 0.</param>
internal readonly record struct RecordedChunk(long Offset, long Length, int Samples, int Entry);
