using Vod.Media.Host.Telemetry;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// What is prepared of one asset, chunk by chunk: who waits for which chunk. Members may be called from any thread and none of them blocks or waits for IO.
/// </summary>
internal abstract class ChunkTrack
{
    /// <summary>Time after which what the storage failed to give is tried again, for those who still ask.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly ChunkJob?[] _jobs;
    private readonly TimeProvider _clock;
    private Failed? _failed;
    private long _lastAsked;

    /// <param name="key">The asset.</param>
    /// <param name="chunks">Number of its chunks.</param>
    /// <param name="clock">The preparation's clock.</param>
    protected ChunkTrack(AssetKey key, int chunks, TimeProvider clock)
    {
        Key = key;
        _jobs = new ChunkJob?[chunks];
        _clock = clock;
        _lastAsked = clock.GetTimestamp();
    }

    /// <summary>The asset.</summary>
    public AssetKey Key { get; }

    /// <summary>Number of chunks.</summary>
    public int ChunkCount => _jobs.Length;

    /// <summary>Name of the folder of its chunks within that of the asset.</summary>
    public abstract string CacheName { get; }

    /// <summary>Why no more chunks come, or null as long as they do. Those made before can still be read.</summary>
    public MediaFailure? Failure =>
        Volatile.Read(ref _failed) is { } failed && !(failed.Why.IsPassing && _clock.GetElapsedTime(failed.At) >= RetryAfter) ? failed.Why : null;

    /// <summary>What went wrong last, whether or not it is tried again.</summary>
    public string? FailureReason => Volatile.Read(ref _failed)?.Why.Detail;

    /// <summary>Whether preparing has been given up after several attempts.</summary>
    public bool IsFailed => Failure is not null;

    /// <summary>When anybody last asked for something of the track.</summary>
    public long LastAsked => Volatile.Read(ref _lastAsked);

    /// <summary>Whether a chunk is being read or made.</summary>
    public bool IsBusy => Array.Exists(_jobs, job => job is not null);

    /// <summary>Whether a chunk is in memory as a whole.</summary>
    public abstract bool IsComplete(int chunk);

    /// <summary>When a chunk in memory was last asked for.</summary>
    public abstract long LastUseOf(int chunk);

    /// <summary>Takes a chunk out of memory; the next request brings it back.</summary>
    public abstract void Evict(int chunk);

    /// <summary>Gives the name of the file of each chunk, also when the track itself is long gone.</summary>
    public abstract Func<int, string> FileNames { get; }

    /// <summary>
    /// Has chunks made that nobody waits for, in the order they are given in. A chunk that is in memory is left out, one that is being made is not made twice.
    /// </summary>
    /// <returns>Completes when nothing of it is being made any more, whether or not the chunks are there then.</returns>
    public Task MakeInBackgroundAsync(IReadOnlyList<int> chunks)
    {
        ChunkJob? jobs = null;
        List<Task> ended = [];
        foreach (int chunk in chunks.Where(chunk => !IsComplete(chunk)).Reverse())
        {
            jobs = Ask(chunk, long.MaxValue, long.MaxValue, jobs);
            if (Volatile.Read(ref _jobs[chunk]) is { } job)
            {
                ended.Add(job.Ended);
            }
        }

        if (jobs is not null)
        {
            Start(jobs);
        }

        return Task.WhenAll(ended);
    }

    /// <summary>Gives the track up. The first reason that lasts stays.</summary>
    public void Fail(MediaFailure failure)
    {
        Failed? known = Volatile.Read(ref _failed);
        while (known is null or { Why.IsPassing: true })
        {
            Failed? seen = Interlocked.CompareExchange(ref _failed, new Failed(failure, _clock.GetTimestamp()), known);
            if (seen == known)
            {
                return;
            }

            known = seen;
        }
    }

    /// <summary>Somebody new comes: what the storage failed to give is tried again at once.</summary>
    public void Forgive()
    {
        if (Volatile.Read(ref _failed) is { Why.IsPassing: true } failed)
        {
            Interlocked.CompareExchange(ref _failed, null, failed);
        }
    }

    /// <summary>The job of a chunk has ended, one way or the other.</summary>
    public void Release(ChunkJob job)
    {
        MediaTrace.End(job.Span);
        Detach(job);
        job.End();
    }

    /// <summary>The chunk of a job is there, though the job has not ended: from now on a new job is made when it is asked for.</summary>
    public void Detach(ChunkJob job) => Interlocked.CompareExchange(ref _jobs[job.Chunk], null, job);

    /// <summary>Hands new jobs to the scheduler.</summary>
    protected abstract void Start(ChunkJob first);

    /// <summary>Tells the scheduler that a job nobody has waited for is waited for now.</summary>
    protected abstract void Hasten();

    /// <summary>Notes that somebody is interested.</summary>
    protected void Touch(long now) => Volatile.Write(ref _lastAsked, now);

    /// <summary>Renews the job of a chunk, or puts a new one before <paramref name="others"/>.</summary>
    protected ChunkJob? Ask(int chunk, long now, long due, ChunkJob? others)
    {
        ChunkJob? job = Volatile.Read(ref _jobs[chunk]);
        if (job is null)
        {
            ChunkJob mine = new(this, chunk, now, due, others);
            job = Interlocked.CompareExchange(ref _jobs[chunk], mine, null);
            if (job is null)
            {
                return mine;
            }
        }

        if (job.Ask(now, due))
        {
            Hasten();
        }

        return others;
    }

    private sealed record Failed(MediaFailure Why, long At);
}
