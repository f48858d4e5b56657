using System.Diagnostics.CodeAnalysis;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// Chunks that wait for a transcoder. Not thread-safe. The one needed soonest is taken first, which makes the chunk at a play head
/// overtake those that are made in advance; requests that nobody has renewed are dropped.
/// </summary>
/// <remarks>
/// A list that is searched, because the order changes while jobs wait (<see cref="ChunkJob.Ask"/>) and because it is short: a few
/// chunks per asset that is played for the first time.
/// </remarks>
internal sealed class ChunkQueue
{
    private readonly List<ChunkJob> _waiting = [];

    /// <summary>Jobs waiting.</summary>
    public int Count => _waiting.Count;

    /// <summary>Adds a job.</summary>
    public void Add(ChunkJob job) => _waiting.Add(job);

    /// <summary>
    /// Takes the job needed soonest. Jobs last asked for before <paramref name="oldestInterest"/> are moved to
    /// <paramref name="dropped"/> instead.
    /// </summary>
    /// <param name="oldestInterest">In ticks of the preparation's clock.</param>
    /// <param name="dropped">Takes those that nobody wants any more.</param>
    /// <param name="isIdle">Whether a job that nobody waits for may be taken too.</param>
    /// <param name="job">The job.</param>
    public bool TryTake(long oldestInterest, List<ChunkJob> dropped, bool isIdle, [NotNullWhen(true)] out ChunkJob? job)
    {
        job = null;
        for (int i = _waiting.Count - 1; i >= 0; i--)
        {
            ChunkJob candidate = _waiting[i];
            if (candidate.LastAsked < oldestInterest)
            {
                dropped.Add(candidate);
                _waiting.RemoveAt(i);
            }
            else if ((isIdle || !candidate.IsBackground) && (job is null || candidate.Due <= job.Due))
            {
                // "<=" while walking back: of equals the one that came first.
                job = candidate;
            }
        }

        return job is not null && _waiting.Remove(job);
    }

    /// <summary>Takes the job of one chunk, if it waits here and no other is needed sooner.</summary>
    /// <param name="track">The track.</param>
    /// <param name="chunk">The chunk of it.</param>
    /// <param name="canOthersStart">Whether others need not wait for it anyway.</param>
    /// <param name="job">The job.</param>
    public bool TryTake(ChunkTrack track, int chunk, bool canOthersStart, [NotNullWhen(true)] out ChunkJob? job)
    {
        ChunkJob? wanted = _waiting.Find(candidate => candidate.Track == track && candidate.Chunk == chunk);
        job = wanted is not null && (canOthersStart || !_waiting.Exists(other => other.Due < wanted.Due)) ? wanted : null;
        return job is not null && _waiting.Remove(job);
    }

    /// <summary>Empties the queue into <paramref name="dropped"/>.</summary>
    public void Clear(List<ChunkJob> dropped)
    {
        dropped.AddRange(_waiting);
        _waiting.Clear();
    }
}
