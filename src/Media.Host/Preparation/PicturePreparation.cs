using Microsoft.Extensions.Logging;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>
/// Encodes pictures anew that browsers cannot be sent as they are, once per asset: chunk by chunk, ahead of the play heads, the chunk needed soonest first.
/// </summary>
/// <remarks>
/// The life of a chunk: asked for by <see cref="PictureTrack.RequestAhead"/> → looked for on disk at once → if it is not there, waits for one of the few encoders, or for the
/// one that is making the chunk before it → its pictures are published one by one as they are made → written to disk → forgotten by memory when unused, and read from disk when
/// asked for again.
/// </remarks>
internal sealed partial class PicturePreparation : IChunkWork, IAsyncDisposable
{
    // A track that nobody has asked for this long is forgotten; its files stay on disk.
    private static readonly TimeSpan TrackIdle = TimeSpan.FromMinutes(10);

    private readonly PreparationOptions _options;
    private readonly AssetCache _cache;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly PictureMaker _maker;
    private readonly ChunkMemory _memory;
    private readonly ChunkScheduler _scheduler;
    private readonly Lock _lock = new();
    private readonly Dictionary<(AssetKey Key, string CacheName), PictureTrack> _tracks = [];

    /// <summary>Makes the service; nothing runs until a track is asked for.</summary>
    public PicturePreparation(
        PreparationOptions options, FfmpegLocation ffmpeg, AssetCache cache, TimeProvider clock, ILogger<PicturePreparation> logger)
    {
        _options = options;
        _cache = cache;
        _clock = clock;
        _logger = logger;
        _memory = new ChunkMemory(options.MaxPictureMemoryBytes);
        _scheduler = new ChunkScheduler(options.EffectiveEncoders, clock, this);
        _maker = new PictureMaker(options, ffmpeg, _scheduler, Counters, clock, logger);
        Encoder = options.Encoder;
        IsAvailable = ffmpeg.Path is not null && ffmpeg.Encoders.Contains(Encoder.Name);
    }

    /// <summary>How pictures are encoded.</summary>
    public PictureEncoder Encoder { get; }

    /// <summary>Whether there is an encoder.</summary>
    public bool IsAvailable { get; }

    /// <summary>What was done so far.</summary>
    public PreparationCounters Counters { get; } = new();

    /// <summary>Bytes of the chunks in memory.</summary>
    public long MemoryBytes => _memory.Bytes;

    /// <summary>Chunks that wait for an encoder.</summary>
    public int Waiting => _scheduler.Waiting;

    /// <summary>Encoders that run.</summary>
    public int Encoding => _scheduler.Making;

    internal TimeProvider Clock => _clock;

    internal long Now => _clock.GetTimestamp();

    /// <summary>The picture of an asset: the one that others play already, or a new one. A track that has failed is tried anew.</summary>
    public PictureTrack GetOrStart(AssetKey key, PictureInput input)
    {
        lock (_lock)
        {
            ForgetIdleTracks();
            string cacheName = Encoder.CacheName(input.Track.Rotation);
            if (_tracks.TryGetValue((key, cacheName), out PictureTrack? known) && !known.IsFailed)
            {
                return known;
            }

            return _tracks[(key, cacheName)] = new PictureTrack(this, key, input, cacheName);
        }
    }

    /// <summary>
    /// Forgets a track whose file is about to be closed. What was made of it stays on disk, for the track that the next <see cref="GetOrStart"/> makes.
    /// </summary>
    public void Forget(PictureTrack track)
    {
        lock (_lock)
        {
            if (_tracks.TryGetValue((track.Key, track.CacheName), out PictureTrack? known) && known == track)
            {
                _tracks.Remove((track.Key, track.CacheName));
            }

            _memory.Forget(track);
        }
    }

    /// <summary>Kills the encoders that run and waits until they are gone.</summary>
    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();

    /// <inheritdoc cref="ChunkScheduler.WhenIdleAsync"/>
    internal Task WhenIdleAsync() => _scheduler.WhenIdleAsync();

    /// <inheritdoc cref="ChunkScheduler.Start"/>
    internal void Start(ChunkJob first) => _scheduler.Start(first);

    /// <inheritdoc cref="ChunkScheduler.Hasten"/>
    internal void Hasten() => _scheduler.Hasten();

    internal long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * _clock.TimestampFrequency);

    /// <summary>
    /// How far ahead of a chunk is prepared. Where much has to be decoded before the chunk, as far again, so that a film of one group of pictures is not decoded from its start
    /// every few seconds.
    /// </summary>
    internal TimeSpan AheadOf(PictureTrack track, int chunk)
    {
        TimeSpan decoded = track.Input.DecodedBefore(chunk);
        return decoded > _options.Ahead ? decoded : _options.Ahead;
    }

    /// <inheritdoc/>
    async Task<bool> IChunkWork.TryLoadAsync(ChunkJob job, CancellationToken cancellation)
    {
        PictureTrack track = (PictureTrack)job.Track;
        byte[]? file = await _cache.ReadAsync(track.Key, track.CacheName, PictureChunkFile.Name(job.Chunk), PictureChunkFile.MaxLength, cancellation);
        if (file is null)
        {
            Counters.CacheMiss();
            return false;
        }

        PictureChunk chunk = track.Open(job.Chunk);
        if (!PictureChunkFile.TryRead(file, chunk))
        {
            Counters.CorruptFile();
            LogCorrupt(PictureChunkFile.Name(job.Chunk), track.Key.Identity);
            return false;
        }

        Counters.ChunkFromDisk();
        track.HasGivenPictures |= chunk.Bytes > 0;
        _memory.Add(track, job.Chunk, chunk.Bytes);
        return true;
    }

    /// <inheritdoc/>
    async Task IChunkWork.MakeAsync(ChunkJob job, CancellationToken cancellation)
    {
        PictureTrack track = (PictureTrack)job.Track;
        Task keeping = Task.CompletedTask;
        MediaFailure? failure = await _maker.TryMakeAsync(job, OnComplete, cancellation);
        await keeping;
        if (failure is not null)
        {
            track.Fail(failure);
            LogFailed(track.Key.Identity, failure.Detail);
        }

        void OnComplete(int index, PictureChunk chunk, ReadOnlyMemory<byte>? configuration)
        {
            _memory.Add(track, index, chunk.Bytes);
            keeping = KeepAsync(keeping, track, index, configuration is { } kept ? PictureChunkFile.Write(chunk, kept.Span) : null, cancellation);
        }
    }

    /// <inheritdoc/>
    void IChunkWork.OnDropped(ChunkJob job) => Counters.RequestDropped();

    /// <inheritdoc/>
    void IChunkWork.OnDefect(ChunkJob job, Exception exception) => LogBug(exception, job.Chunk, job.Track.Key.Identity);

    // One after the other, so that a slow disk does not make a crowd of writers.
    private async Task KeepAsync(Task before, PictureTrack track, int chunk, byte[]? file, CancellationToken cancellation)
    {
        await before;
        if (file is not null)
        {
            await _cache.WriteAsync(track.Key, track.CacheName, PictureChunkFile.Name(chunk), file, cancellation);
        }
    }

    private void ForgetIdleTracks()
    {
        long oldest = Now - TicksOf(TrackIdle);
        List<PictureTrack> idle = [.. _tracks.Values.Where(track => track.LastAsked < oldest && !track.IsBusy)];
        foreach (PictureTrack track in idle)
        {
            _tracks.Remove((track.Key, track.CacheName));
            _memory.Forget(track);
        }
    }

    [LoggerMessage(322, LogLevel.Error, "The picture of {Asset} cannot be encoded: {Reason}")]
    private partial void LogFailed(string asset, string? reason);

    [LoggerMessage(323, LogLevel.Warning, "The cached file {File} of {Asset} is damaged and is made again")]
    private partial void LogCorrupt(string file, string asset);

    [LoggerMessage(324, LogLevel.Error, "Encoding chunk {Chunk} of {Asset} went wrong")]
    private partial void LogBug(Exception exception, int chunk, string asset);
}
