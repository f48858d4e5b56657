using System.Diagnostics;

namespace Vod.Media.Host.Preparation;

/// <summary>A chunk that somebody wants and that is not in memory yet. One per chunk, however many viewers ask.</summary>
/// <param name="track">The track.</param>
/// <param name="chunk">The chunk of it.</param>
/// <param name="now">The time of the request, in ticks of the preparation's clock.</param>
/// <param name="due">When the play head comes to the chunk.</param>
/// <param name="next">The job that follows in the same request.</param>
internal sealed class ChunkJob(ChunkTrack track, int chunk, long now, long due, ChunkJob? next = null)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _due = due;
    private long _lastAsked = now;

    public ChunkTrack Track { get; } = track;

    public int Chunk { get; } = chunk;

    /// <summary>The job to take over after this one: the chunks of one request are looked for in their order.</summary>
    public ChunkJob? Next { get; } = next;

    /// <summary>The span of the viewer who waits for it, if it is traced; ended with the job.</summary>
    public Activity? Span { get; set; }

    /// <summary>When the first of those who asked comes to the chunk, in ticks of the preparation's clock.</summary>
    public long Due => Volatile.Read(ref _due);

    /// <summary>When it was last asked for.</summary>
    public long LastAsked => Volatile.Read(ref _lastAsked);

    /// <summary>Whether nobody waits for it: it is made for those to come.</summary>
    public bool IsBackground => Due == long.MaxValue;

    /// <summary>Completes when the job has ended, one way or the other.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The job has ended.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>Somebody asks again. Any thread.</summary>
    /// <returns>Whether nobody has waited for it before.</returns>
    public bool Ask(long now, long due)
    {
        if (!IsBackground || due < long.MaxValue)
        {
            Volatile.Write(ref _lastAsked, now);
        }

        long known = Due;
        while (due < known)
        {
            long seen = Interlocked.CompareExchange(ref _due, due, known);
            if (seen == known)
            {
                return known == long.MaxValue;
            }

            known = seen;
        }

        return false;
    }
}
