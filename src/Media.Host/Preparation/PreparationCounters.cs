namespace Vod.Media.Host.Preparation;

/// <summary>What the preparation has done since the process started. Any thread may read.</summary>
internal sealed class PreparationCounters
{
    private long _transcodesStarted;
    private long _transcodesDone;
    private long _transcodesFailed;
    private long _chunksMade;
    private long _chunksFromDisk;
    private long _corruptFiles;
    private long _requestsDropped;
    private long _cacheMisses;
    private long _transcodingTicks;
    private long _mediaTicks;

    /// <summary>Transcoder processes started.</summary>
    public long TranscodesStarted => Volatile.Read(ref _transcodesStarted);

    /// <summary>Transcoder runs that gave what they were to give.</summary>
    public long TranscodesDone => Volatile.Read(ref _transcodesDone);

    /// <summary>Transcoder runs that did not give their chunk; each is tried again a few times.</summary>
    public long TranscodesFailed => Volatile.Read(ref _transcodesFailed);

    /// <summary>Chunks made by a transcoder.</summary>
    public long ChunksMade => Volatile.Read(ref _chunksMade);

    /// <summary>Chunks read from the cache folder.</summary>
    public long ChunksFromDisk => Volatile.Read(ref _chunksFromDisk);

    /// <summary>Files of the cache that were unreadable or damaged and were made again.</summary>
    public long CorruptFiles => Volatile.Read(ref _corruptFiles);

    /// <summary>Requests given up unserved because nobody asked for the chunk any more.</summary>
    public long RequestsDropped => Volatile.Read(ref _requestsDropped);

    /// <summary>Chunks that were not in the cache folder.</summary>
    public long CacheMisses => Volatile.Read(ref _cacheMisses);

    /// <summary>Time all runs of transcoders took together, those that failed included.</summary>
    public TimeSpan TranscodingTime => new(Volatile.Read(ref _transcodingTicks));

    /// <summary>Playing time of the chunks made; divided by <see cref="TranscodingTime"/>, how many times faster than playing it is.</summary>
    public TimeSpan MediaTime => new(Volatile.Read(ref _mediaTicks));

    public void TranscodeStarted() => Interlocked.Increment(ref _transcodesStarted);

    public void TranscodeDone() => Interlocked.Increment(ref _transcodesDone);

    public void TranscodeFailed() => Interlocked.Increment(ref _transcodesFailed);

    public void TranscodeEnded(TimeSpan took) => Interlocked.Add(ref _transcodingTicks, took.Ticks);

    public void ChunkMade(TimeSpan duration)
    {
        Interlocked.Increment(ref _chunksMade);
        Interlocked.Add(ref _mediaTicks, duration.Ticks);
    }

    public void CacheMiss() => Interlocked.Increment(ref _cacheMisses);

    public void ChunkFromDisk() => Interlocked.Increment(ref _chunksFromDisk);

    public void CorruptFile() => Interlocked.Increment(ref _corruptFiles);

    public void RequestDropped() => Interlocked.Increment(ref _requestsDropped);
}
