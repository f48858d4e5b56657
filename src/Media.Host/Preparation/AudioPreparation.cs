using Microsoft.Extensions.Logging;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// Turns sound tracks into Opus, each once per asset: chunk by chunk, ahead of the play heads, the chunk needed soonest first.
/// </summary>
/// <remarks>
/// The life of a chunk: asked for by <see cref="OpusTrack.RequestAhead"/> → looked for on disk at once → if it is not there, waits for
/// one of the few transcoders → its packets are published one by one as they are made → written to disk → forgotten by memory when
/// unused, and read from disk when asked for again.
/// </remarks>
internal sealed partial class AudioPreparation : IChunkWork, IAsyncDisposable
{
    // A track (with its source) that nobody has asked for this long is forgotten; its files stay on disk.
    private static readonly TimeSpan TrackIdle = TimeSpan.FromMinutes(10);

    private readonly PreparationOptions _options;
    private readonly AssetCache _cache;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ChunkMaker _maker;
    private readonly ChunkMemory _memory;
    private readonly ChunkScheduler _scheduler;
    private readonly Lock _lock = new();
    private readonly Dictionary<(AssetKey Key, int Number, int LoopPackets), OpusTrack> _tracks = [];

    /// <summary>Makes the service; nothing runs until a track is asked for.</summary>
    public AudioPreparation(
        PreparationOptions options, FfmpegLocation ffmpeg, AssetCache cache, TimeProvider clock, ILogger<AudioPreparation> logger)
    {
        _options = options;
        _cache = cache;
        _clock = clock;
        _logger = logger;
        _memory = new ChunkMemory(options.MaxMemoryBytes);
        _scheduler = new ChunkScheduler(options.EffectiveTranscoders, clock, this);
        _maker = new ChunkMaker(options, ffmpeg, cache, _scheduler, Counters, clock, logger);
        PacketsAhead = (int)(options.Ahead.TotalSeconds * OpusChunkLayout.PacketsPerSecond);
    }

    /// <summary>What was done so far.</summary>
    public PreparationCounters Counters { get; } = new();

    /// <summary>Bytes of the packets in memory.</summary>
    public long MemoryBytes => _memory.Bytes;

    /// <summary>Chunks that wait for a transcoder.</summary>
    public int Waiting => _scheduler.Waiting;

    /// <summary>Chunks at a transcoder.</summary>
    public int Transcoding => _scheduler.Making;

    internal int PacketsAhead { get; }

    internal TimeProvider Clock => _clock;

    internal long Now => _clock.GetTimestamp();

    /// <summary>
    /// The Opus track of a sound track of an asset: the one that others play already, or a new one that reads from <paramref name="source"/>.
    /// Gives a failed track for a source that cannot be prepared; a track that has failed is tried anew.
    /// </summary>
    /// <param name="key">The asset.</param>
    /// <param name="source">Its sound.</param>
    /// <param name="loopPackets">Period of the loop it is to be played in, in packets; 0 to play it once.</param>
    public OpusTrack GetOrStart(AssetKey key, ISoundSource source, int loopPackets = 0)
    {
        lock (_lock)
        {
            ForgetIdleTracks();
            if (_tracks.TryGetValue((key, source.Number, loopPackets), out OpusTrack? known) && !known.IsFailed)
            {
                return known;
            }

            OpusParameters parameters = OpusParameters.For(source.Timeline, _options.MonoBitRate, _options.StereoBitRate);
            OpusTrack track = new(this, key, source, parameters, loopPackets);
            _tracks[track.Id] = track;
            if (!source.Timeline.IsValid)
            {
                track.Fail(new(MediaFault.Unmakeable, $"sound of {source.Timeline.PacketCount * OpusChunkLayout.PacketSamples} samples at 48 kHz cannot be transcoded"));
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
    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();

    /// <inheritdoc cref="ChunkScheduler.WhenIdleAsync"/>
    internal Task WhenIdleAsync() => _scheduler.WhenIdleAsync();

    internal long TicksOf(int packets) => packets * _clock.TimestampFrequency / OpusChunkLayout.PacketsPerSecond;

    /// <inheritdoc cref="ChunkScheduler.Start"/>
    internal void Start(ChunkJob first) => _scheduler.Start(first);

    /// <inheritdoc cref="ChunkScheduler.Hasten"/>
    internal void Hasten() => _scheduler.Hasten();

    /// <inheritdoc/>
    async Task<bool> IChunkWork.TryLoadAsync(ChunkJob job, CancellationToken cancellation)
    {
        OpusTrack track = (OpusTrack)job.Track;
        if (await _maker.TryLoadAsync(track, job.Chunk, cancellation) is not { } chunk)
        {
            return false;
        }

        track.Publish(job.Chunk, chunk);
        _memory.Add(track, job.Chunk, chunk.MemoryBytes);
        return true;
    }

    /// <inheritdoc/>
    async Task IChunkWork.MakeAsync(ChunkJob job, CancellationToken cancellation)
    {
        OpusTrack track = (OpusTrack)job.Track;
        OpusChunk chunk = track.OpenChunk(job.Chunk);
        if (await _maker.TryMakeAsync(track, job.Chunk, chunk, job.IsBackground, cancellation) is { } failure)
        {
            track.Fail(failure with { Detail = $"chunk {job.Chunk}: {failure.Detail}" });
            if (chunk.IsComplete)
            {
                // With the silence of a decoder that understood nothing.
                track.Evict(job.Chunk);
            }

            LogFailed(track.Key.Identity, track.FailureReason);
            return;
        }

        _memory.Add(track, job.Chunk, chunk.MemoryBytes);
        await _maker.KeepAsync(track, job.Chunk, chunk, cancellation);
    }

    /// <inheritdoc/>
    void IChunkWork.OnDropped(ChunkJob job) => Counters.RequestDropped();

    /// <inheritdoc/>
    void IChunkWork.OnDefect(ChunkJob job, Exception exception) => LogBug(exception, job.Chunk, job.Track.Key.Identity);

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
