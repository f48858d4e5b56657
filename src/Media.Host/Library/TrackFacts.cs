using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Library;

/// <summary>What is to be made of a track, and where it is kept. A few bytes that outlive the open file.</summary>
/// <param name="Key">The asset.</param>
/// <param name="CacheName">The folder of its chunks within that of the asset.</param>
/// <param name="ChunkCount">Number of its chunks.</param>
/// <param name="FileNames">Gives the name of the file of each chunk.</param>
internal sealed record TrackFacts(AssetKey Key, string CacheName, int ChunkCount, Func<int, string> FileNames)
{
    /// <summary>The facts of a track.</summary>
    public static TrackFacts Of(ChunkTrack track) => new(track.Key, track.CacheName, track.ChunkCount, track.FileNames);

    /// <summary>How many of the chunks are kept.</summary>
    public ChunkProgress CountIn(AssetCache cache)
    {
        IReadOnlySet<string> kept = cache.NamesOf(Key, CacheName);
        return new(kept.Count == 0 ? 0 : Enumerable.Range(0, ChunkCount).Count(chunk => kept.Contains(FileNames(chunk))), ChunkCount);
    }
}
