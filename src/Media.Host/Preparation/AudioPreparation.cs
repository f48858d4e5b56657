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
    /// <summary>Runs of the transcoder for one chunk, after which its track is given up.</summary>
    public const int MaxAttempts = 3;

    // Ten times the interval at which play heads report.
    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(10);

    // A track (with its source) that nobody has asked for this long is forgotten; its files stay on disk.
    private static readonly TimeSpan TrackIdle = TimeSpan.FromMinutes(10);

    // Before the second and third attempt: long enough for a moment of exhaustion to pass, short against the time-out.
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly PreparationOptions _options;
    private readonly FfmpegLocation _ffmpeg;
    private readonly AssetCache _cache;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TranscoderProcess _process;
    private readonly ChunkMemory _memory;
    private readonly CancellationTokenSource _stopping = new();

    // Everything below is guarded by it.
    private readonly Lock _lock = new();
    private readonly Dictionary<AssetKey, OpusTrack> _tracks = [];
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
        _ffmpeg = ffmpeg;
        _cache = cache;
        _clock = clock;
        _logger = logger;
        _process = new TranscoderProcess(options, clock);
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

    internal int PacketsAhead { get; }

    internal long Now => _clock.GetTimestamp();

    /// <summary>
    /// The Opus track of an asset: the one that others play already, or a new one that reads from <paramref name="source"/>.
    /// Gives a failed track for a source that cannot be prepared; a track that has failed is tried anew.
    /// </summary>
    public OpusTrack GetOrStart(AssetKey key, IAacSource source)
    {
        _cache.MarkUsed(key);
        lock (_lock)
        {
            ForgetIdleTracks();
            if (_tracks.TryGetValue(key, out OpusTrack? known) && !known.IsFailed)
            {
                return known;
            }

            OpusParameters parameters = OpusParameters.For(source.Config, _options.MonoBitRate, _options.StereoBitRate);
            OpusTrack track = new(this, key, source, parameters, Now);
            _tracks[key] = track;
            if (!source.Timeline.IsValid || !AdtsHeader.TryWrite(stackalloc byte[AdtsHeader.Length], source.Config, payloadLength: 0))
            {
                track.Fail(
                    $"AAC of type {source.Config.ObjectType} with channel configuration {source.Config.ChannelConfiguration} "
                    + $"and {source.Timeline} cannot be transcoded");
            }

            return track;
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

    /// <summary>Takes a new job over. Called by worker loops, so it only hands it to the thread pool.</summary>
    internal void Start(ChunkJob job)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                job.Track.Release(job);
                return;
            }

            _active++;
        }

        _ = Task.Run(() => RunAsync(job, LoadAsync));
    }

    /// <summary>Runs one step of a job; whatever happens, the job ends or goes on, and disposal learns of it.</summary>
    private async Task RunAsync(ChunkJob job, Func<ChunkJob, Task> step)
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

        Leave();
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

        byte[]? file = await _cache.ReadAsync(
            track.Key, track.Parameters.CacheName, OpusChunkFile.Name(job.Chunk), OpusChunkFile.MaxLength, _stopping.Token);
        if (file is not null && OpusChunkFile.TryParse(file, track.Layout.PacketsIn(job.Chunk), out ReadOnlyMemory<byte>[] packets))
        {
            OpusChunk chunk = new(packets);
            track.Publish(job.Chunk, chunk);
            Counters.ChunkFromDisk();
            track.Release(job);
            _memory.Add(track, job.Chunk, chunk);
            return;
        }

        if (file is not null)
        {
            Counters.CorruptFile();
            LogCorrupt(OpusChunkFile.Name(job.Chunk), track.Key.Identity);
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
                _ = Task.Run(() => RunAsync(job, TranscodeAsync));
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
        try
        {
            if (!job.Track.IsFailed && await TryMakeAsync(job) is { } failure)
            {
                job.Track.Fail($"chunk {job.Chunk}: {failure}");
                LogFailed(job.Track.Key.Identity, job.Track.FailureReason);
            }

            job.Track.Release(job);
        }
        finally
        {
            lock (_lock)
            {
                _transcoding--;
            }

            StartTranscoders();
        }
    }

    /// <summary>Makes the chunk in a few attempts; the problem of the last one when it could not be made.</summary>
    private async Task<string?> TryMakeAsync(ChunkJob job)
    {
        if (_ffmpeg.Path is null)
        {
            return _ffmpeg.Problem;
        }

        OpusTrack track = job.Track;
        OpusChunk chunk = track.OpenChunk(job.Chunk);
        AudioTranscodePlan plan = AudioTranscodePlan.For(track.Source.Timeline, track.Layout, job.Chunk);
        for (int attempt = 1; ; attempt++)
        {
            Counters.TranscodeStarted();
            TranscoderResult result = await AudioChunkTranscoder.RunAsync(
                _process, _ffmpeg.Path, track.Source, plan, track.Parameters, chunk, _stopping.Token);
            if (chunk.IsComplete)
            {
                // An exit code after the last packet changes nothing.
                await KeepAsync(track, job.Chunk, chunk);
                return null;
            }

            _stopping.Token.ThrowIfCancellationRequested();
            Counters.TranscodeFailed();
            LogAttempt(job.Chunk, track.Key.Identity, attempt, result);
            if (attempt == MaxAttempts)
            {
                return result.ToString();
            }

            await Task.Delay(RetryDelay, _clock, _stopping.Token);
        }
    }

    private async Task KeepAsync(OpusTrack track, int index, OpusChunk chunk)
    {
        Counters.ChunkMade();
        _memory.Add(track, index, chunk);
        await _cache.WriteAsync(
            track.Key, track.Parameters.CacheName, OpusChunkFile.Name(index), OpusChunkFile.Write(chunk.Packets), _stopping.Token);
    }

    private void ForgetIdleTracks()
    {
        long oldest = Now - (long)(TrackIdle.TotalSeconds * _clock.TimestampFrequency);
        List<OpusTrack> idle = [.. _tracks.Values.Where(track => track.LastAsked < oldest && !track.IsBusy)];
        foreach (OpusTrack track in idle)
        {
            _tracks.Remove(track.Key);
            _memory.Forget(track);
        }
    }

    [LoggerMessage(311, LogLevel.Warning, "Transcoding chunk {Chunk} of {Asset}, attempt {Attempt}: {Result}")]
    private partial void LogAttempt(int chunk, string asset, int attempt, TranscoderResult result);

    [LoggerMessage(312, LogLevel.Error, "The sound of {Asset} cannot be prepared: {Reason}")]
    private partial void LogFailed(string asset, string? reason);

    [LoggerMessage(313, LogLevel.Warning, "The cached file {File} of {Asset} is damaged and is made again")]
    private partial void LogCorrupt(string file, string asset);

    [LoggerMessage(314, LogLevel.Error, "Preparing chunk {Chunk} of {Asset} went wrong")]
    private partial void LogBug(Exception exception, int chunk, string asset);
}
