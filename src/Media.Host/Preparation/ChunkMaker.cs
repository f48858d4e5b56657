using Microsoft.Extensions.Logging;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>Makes chunks with a transcoder, tries again when one fails, and keeps what was made on disk.</summary>
internal sealed partial class ChunkMaker(
    PreparationOptions options, FfmpegLocation ffmpeg, AssetCache cache, ChunkScheduler scheduler, PreparationCounters counters, TimeProvider clock, ILogger logger)
{
    /// <summary>Runs of the transcoder for one chunk, after which its track is given up.</summary>
    public const int MaxAttempts = 3;

    // Before the second and third attempt: long enough for a moment of exhaustion to pass, short against the time-out.
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly TranscoderProcess _process = new(clock, scheduler);
    private readonly TranscoderProcess _background = new(clock);
    private readonly ILogger _logger = logger;

    /// <summary>
    /// Publishes the packets of <paramref name="chunk"/> as they are made. Null when it is complete, else the problem of the last attempt. What cannot be decoded at all is
    /// not tried again, nor is what the storage has tried to read for long.
    /// </summary>
    /// <param name="track">The track.</param>
    /// <param name="index">The chunk of it.</param>
    /// <param name="chunk">Where the packets go.</param>
    /// <param name="isBackground">Whether nobody waits for it.</param>
    /// <param name="stopping">Gives up.</param>
    public async Task<MediaFailure?> TryMakeAsync(OpusTrack track, int index, OpusChunk chunk, bool isBackground, CancellationToken stopping)
    {
        if (ffmpeg.Path is null)
        {
            return new(MediaFault.Unmakeable, ffmpeg.Problem ?? "there is no ffmpeg");
        }

        AudioTranscodePlan plan = AudioTranscodePlan.For(track.Source.Timeline, track.Layout, index);
        for (int attempt = 1; ; attempt++)
        {
            counters.TranscodeStarted();
            long begin = clock.GetTimestamp();
            TranscoderResult result = await AudioChunkTranscoder.RunAsync(
                isBackground ? _background : _process, ffmpeg.Path, options.SoundLimits(isBackground), track.Source, plan, track.Parameters, chunk, stopping);
            counters.TranscodeEnded(clock.GetElapsedTime(begin));
            bool isNothing = result is { Outcome: TranscoderOutcome.Exited, ExitCode: AudioTranscodeArguments.NothingDecoded };
            if (chunk.IsComplete && !isNothing)
            {
                // An exit code after the last packet changes nothing.
                counters.ChunkMade(TimeSpan.FromSeconds((double)chunk.Count / OpusChunkLayout.PacketsPerSecond));
                counters.TranscodeDone();
                return null;
            }

            stopping.ThrowIfCancellationRequested();
            counters.TranscodeFailed();
            LogAttempt(index, track.Key.Identity, attempt, result);
            if (isNothing || attempt == MaxAttempts || !result.IsWorthAnotherAttempt)
            {
                return result.ToFailure();
            }

            await Task.Delay(RetryDelay, clock, stopping);
        }
    }

    /// <summary>Writes a complete chunk to the cache.</summary>
    public Task KeepAsync(OpusTrack track, int index, OpusChunk chunk, CancellationToken stopping) =>
        cache.WriteAsync(
            track.Key, track.CacheName, OpusChunkFile.Name(track.Layout, index), OpusChunkFile.Write(chunk.Packets), stopping);

    /// <summary>Reads a chunk from the cache; null when it is not there or damaged.</summary>
    public async Task<OpusChunk?> TryLoadAsync(OpusTrack track, int index, CancellationToken stopping)
    {
        byte[]? file = await cache.ReadAsync(
            track.Key, track.CacheName, OpusChunkFile.Name(track.Layout, index), OpusChunkFile.MaxLength, stopping);
        if (file is null)
        {
            counters.CacheMiss();
            return null;
        }

        if (!OpusChunkFile.TryParse(file, track.Layout.PacketsIn(index), out ReadOnlyMemory<byte>[] packets))
        {
            counters.CorruptFile();
            LogCorrupt(OpusChunkFile.Name(track.Layout, index), track.Key.Identity);
            return null;
        }

        counters.ChunkFromDisk();
        return new OpusChunk(packets);
    }

    [LoggerMessage(311, LogLevel.Warning, "Transcoding chunk {Chunk} of {Asset}, attempt {Attempt}: {Result}")]
    private partial void LogAttempt(int chunk, string asset, int attempt, TranscoderResult result);

    [LoggerMessage(313, LogLevel.Warning, "The cached file {File} of {Asset} is damaged and is made again")]
    private partial void LogCorrupt(string file, string asset);
}
