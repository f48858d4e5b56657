using Microsoft.Extensions.Logging;
using Vod.Media.Aac;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// Turns AAC tracks into Opus, once per asset: chunk by chunk, ahead of the play heads, the chunk needed soonest first.
/// </summary>
/// <remarks>
/// The life of a chunk: asked for by <see cref="OpusTrack.RequestAhead"/> → looked for on disk at once → if it is not there, waits for
/// one of the few transcoders → its packets are published one by one as they are made → written to disk → forgotten by memory when
/// unused, and read from disk when asked for again. At every step there is one job per chunk, however many viewers want it.
/// </remarks>
internal sealed partial class AudioPreparation : IAsyncDisposable
{
    // Ten times the interval at which play heads report.
    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(10);

    // A track (with its source) that nobody has asked for this long is forgotten; its files stay on disk.
    private static readonly TimeSpan TrackIdle = TimeSpan.FromMinutes(10);

    private readonly PreparationOptions _options;
    private readonly AssetCache _cache;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ChunkMaker _maker;
    private readonly ChunkMemory _memory;
    private readonly CancellationTokenSource _stopping = new();

    // Everything below is guarded by it.
    private readonly Lock _lock = new();
    private readonly Dictionary<(AssetKey Key, int LoopPackets), OpusTrack> _tracks = [];
    private readonly ChunkQueue _queue = new();
    private int _active;
    private int _transcoding;
    private bool _stopped;
    private TaskCompletionSource? _idle;

    /// <summary>Makes the service; nothing runs until a track is asked for.</summary>
    public AudioPreparation(
        PreparationOptions options, FfmpegLocation ffmpeg, AssetCache cache, TimeProvider clock, ILogger<AudioPreparation> logger)
    {
        _options = options;
        _cache = cache;
        _clock = clock;
        _logger = logger;
        _maker = new ChunkMaker(options, ffmpeg, cache, Counters, clock, logger);
        _memory = new ChunkMemory(options.MaxMemoryBytes);
        PacketsAhead = (int)(options.Ahead.TotalSeconds * OpusChunkLayout.PacketsPerSecond);
    }

    /// <summary>What was done so far.</summary>
    public PreparationCounters Counters { get; } = new();

    /// <summary>Bytes of the packets in memory.</summary>
    public long MemoryBytes => _memory.Bytes;

    /// <summary>Chunks that wait for a transcoder.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>Chunks at a transcoder.</summary>
    public int Transcoding
    {
        get
        {
            lock (_lock)
            {
                return _transcoding;
            }
        }
    }

    internal int PacketsAhead { get; }

    internal long Now => _clock.GetTimestamp();

    /// <summary>
    /// The Opus track of an asset: the one that others play already, or a new one that reads from <paramref name="source"/>.
    /// Gives a failed track for a source that cannot be prepared; a track that has failed is tried anew.
    /// </summary>
    /// <param name="key">The asset.</param>
    /// <param name="source">Its sound.</param>
    /// <param name="loopPackets">Period of the loop it is to be played in, in packets; 0 to play it once.</param>
    public OpusTrack GetOrStart(AssetKey key, IAacSource source, int loopPackets = 0)
    {
        _cache.MarkUsed(key);
        lock (_lock)
        {
            ForgetIdleTracks();
            if (_tracks.TryGetValue((key, loopPackets), out OpusTrack? known) && !known.IsFailed)
            {
                return known;
            }

            OpusParameters parameters = OpusParameters.For(source.Config, _options.MonoBitRate, _options.StereoBitRate);
            OpusTrack track = new(this, key, source, parameters, loopPackets, Now);
            _tracks[track.Id] = track;
            if (!source.Timeline.IsValid || !AdtsHeader.TryWrite(stackalloc byte[AdtsHeader.Length], source.Config, payloadLength: 0))
            {
                track.Fail(
                    $"AAC of type {source.Config.ObjectType} with channel configuration {source.Config.ChannelConfiguration} "
                    + $"and {source.Timeline} cannot be transcoded");
            }

            return track;
        }
    }

    /// <summary>
    /// Forgets a track whose source is about to be closed. What was made of it stays on disk, for the track that the next <see cref="GetOrStart"/> makes.
    /// </summary>
    public void Forget(OpusTrack track)
    {
        lock (_lock)
        {
            if (_tracks.TryGetValue(track.Id, out OpusTrack? known) && known == track)
            {
                _tracks.Remove(track.Id);
            }

            // Also of one that was idle for long and has been played again since: its asset was open all the time.
            _memory.Forget(track);
        }
    }

    /// <summary>Kills the transcoders that run and waits until they are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        List<ChunkJob> dropped = [];
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _stopped = true;
            _queue.Clear(dropped);
        }

        dropped.ForEach(Drop);
        await _stopping.CancelAsync();
        await WhenIdleAsync();
        _stopping.Dispose();
    }

    /// <summary>Completes when nothing that was asked for is left to do.</summary>
    internal Task WhenIdleAsync()
    {
        lock (_lock)
        {
            if (_active == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    internal long TicksOf(int packets) => packets * _clock.TimestampFrequency / OpusChunkLayout.PacketsPerSecond;

    /// <summary>Takes over the new jobs of one request. Called by worker loops, so it only hands them to the thread pool.</summary>
    internal void Start(ChunkJob first)
    {
        bool isStopped;
        lock (_lock)
        {
            isStopped = _stopped;
            _active += isStopped ? 0 : 1;
        }

        if (!isStopped)
        {
            _ = Task.Run(() => LoadAllAsync(first));
            return;
        }

        for (ChunkJob? job = first; job is not null; job = job.Next)
        {
            job.Track.Release(job);
        }
    }

    /// <summary>One after another, so that the first chunk is also the first to get a transcoder.</summary>
    private async Task LoadAllAsync(ChunkJob first)
    {
        for (ChunkJob? job = first; job is not null; job = job.Next)
        {
            await GuardAsync(job, LoadAsync);
        }

        Leave();
    }

    /// <summary>Runs one step of a job; whatever happens, the job ends or goes on.</summary>
    private async Task GuardAsync(ChunkJob job, Func<ChunkJob, Task> step)
    {
        try
        {
            await step(job);
        }
        catch (Exception exception)
        {
            if (exception is not OperationCanceledException)
            {
                LogBug(exception, job.Chunk, job.Track.Key.Identity);
                job.Track.Fail(exception.Message);
            }

            job.Track.Release(job);
        }
    }

    private void Leave()
    {
        TaskCompletionSource? idle;
        lock (_lock)
        {
            if (--_active > 0)
            {
                return;
            }

            (idle, _idle) = (_idle, null);
        }

        idle?.TrySetResult();
    }

    private async Task LoadAsync(ChunkJob job)
    {
        OpusTrack track = job.Track;
        if (track.IsComplete(job.Chunk))
        {
            track.Release(job);
            return;
        }

        if (await _maker.TryLoadAsync(track, job.Chunk, _stopping.Token) is { } chunk)
        {
            track.Publish(job.Chunk, chunk);
            track.Release(job);
            _memory.Add(track, job.Chunk, chunk);
            return;
        }

        lock (_lock)
        {
            _queue.Add(job);
        }

        StartTranscoders();
    }

    private void StartTranscoders()
    {
        List<ChunkJob> dropped = [];
        lock (_lock)
        {
            if (_stopped)
            {
                _queue.Clear(dropped);
            }

            long oldestInterest = Now - (long)(Interest.TotalSeconds * _clock.TimestampFrequency);
            while (_transcoding < _options.EffectiveTranscoders && _queue.TryTake(oldestInterest, dropped, out ChunkJob? job))
            {
                _transcoding++;
                _active++;
                _ = Task.Run(() => TranscodeAsync(job));
            }
        }

        dropped.ForEach(Drop);
    }

    private void Drop(ChunkJob job)
    {
        Counters.RequestDropped();
        job.Track.Release(job);
    }

    private async Task TranscodeAsync(ChunkJob job)
    {
        await GuardAsync(job, MakeAsync);
        lock (_lock)
        {
            _transcoding--;
        }

        StartTranscoders();
        Leave();
    }

    private async Task MakeAsync(ChunkJob job)
    {
        OpusTrack track = job.Track;
        if (!track.IsFailed)
        {
            OpusChunk chunk = track.OpenChunk(job.Chunk);
            if (await _maker.TryMakeAsync(track, job.Chunk, chunk, _stopping.Token) is { } failure)
            {
                track.Fail($"chunk {job.Chunk}: {failure}");
                LogFailed(track.Key.Identity, track.FailureReason);
            }
            else
            {
                _memory.Add(track, job.Chunk, chunk);
                await _maker.KeepAsync(track, job.Chunk, chunk, _stopping.Token);
            }
        }

        track.Release(job);
    }

    private void ForgetIdleTracks()
    {
        long oldest = Now - (long)(TrackIdle.TotalSeconds * _clock.TimestampFrequency);
        List<OpusTrack> idle = [.. _tracks.Values.Where(track => track.LastAsked < oldest && !track.IsBusy)];
        foreach (OpusTrack track in idle)
        {
            _tracks.Remove(track.Id);
            _memory.Forget(track);
        }
    }

    [LoggerMessage(312, LogLevel.Error, "The sound of {Asset} cannot be prepared: {Reason}")]
    private partial void LogFailed(string asset, string? reason);

    [LoggerMessage(314, LogLevel.Error, "Preparing chunk {Chunk} of {Asset} went wrong")]
    private partial void LogBug(Exception exception, int chunk, string asset);
}
