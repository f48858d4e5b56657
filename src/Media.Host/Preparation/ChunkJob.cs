namespace Vod.Media.Host.Preparation;

/// <summary>A chunk that somebody wants and that is not in memory yet. One per chunk, however many viewers ask.</summary>
internal sealed class ChunkJob(OpusTrack track, int chunk, long now, long due)
{
    private long _due = due;
    private long _lastAsked = now;

    public OpusTrack Track { get; } = track;

    public int Chunk { get; } = chunk;

    /// <summary>When the first of those who asked comes to the chunk, in ticks of the preparation's clock.</summary>
    public long Due => Volatile.Read(ref _due);

    /// <summary>When it was last asked for.</summary>
    public long LastAsked => Volatile.Read(ref _lastAsked);

    /// <summary>Somebody asks again. Any thread.</summary>
    public void Ask(long now, long due)
    {
        Volatile.Write(ref _lastAsked, now);
        long known = Due;
        while (due < known)
        {
            long seen = Interlocked.CompareExchange(ref _due, due, known);
            if (seen == known)
            {
                break;
            }

            known = seen;
        }
    }
}
