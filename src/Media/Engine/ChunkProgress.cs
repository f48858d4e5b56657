namespace Vod.Media.Engine;

/// <summary>How much of a track is kept on disk.</summary>
/// <param name="Done">Chunks that are there.</param>
/// <param name="All">Chunks in all; 0 when nothing has to be made.</param>
public readonly record struct ChunkProgress(int Done, int All);
