using Microsoft.Extensions.Logging;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>Has chunks of pictures made by encoders, each of which goes on from chunk to chunk as long as they are wanted, and tries again when one fails.</summary>
internal sealed partial class PictureMaker(
    PreparationOptions options, FfmpegLocation ffmpeg, ChunkScheduler scheduler, PreparationCounters counters, TimeProvider clock, ILogger logger)
{
    /// <summary>Runs of an encoder that end in the same chunk, after which the track is given up.</summary>
    public const int MaxAttempts = 3;

    // Before the second and third attempt: long enough for a moment of exhaustion to pass, short against a viewer's patience.
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly TranscoderProcess _process = new(clock);
    private readonly ILogger _logger = logger;

    /// <summary>
    /// Makes the chunk of a job and those that are wanted behind it. Null when all that was begun is complete, else the problem of the last attempt.
    /// </summary>
    /// <param name="job">The job to begin with.</param>
    /// <param name="onComplete">Told of each chunk that is complete, with its decoder configuration; null when it is not worth keeping.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> TryMakeAsync(
        ChunkJob job, Action<int, PictureChunk, ReadOnlyMemory<byte>?> onComplete, CancellationToken cancellation)
    {
        PictureTrack track = (PictureTrack)job.Track;
        Queue<ChunkJob> adopted = new();
        int chunk = job.Chunk;
        int attempt = 1;
        try
        {
            while (true)
            {
                PictureRun run = new(track, chunk, next => TryGoOn(track, next, adopted), OnComplete);
                TranscoderResult result = await RunAsync(run, job.IsBackground, cancellation);
                cancellation.ThrowIfCancellationRequested();
                if (run.IsComplete || (result is { Outcome: TranscoderOutcome.Exited, ExitCode: 0 } && run.HasPictures))
                {
                    // How it ends after the last picture changes nothing; what follows is nobody's, or another encoder's.
                    run.Finish();
                    counters.TranscodeDone();
                    return null;
                }

                counters.TranscodeFailed();
                attempt = run.NextChunk > chunk ? 1 : attempt + 1;
                chunk = run.NextChunk;
                LogAttempt(chunk, track.Key.Identity, result);
                if (attempt > MaxAttempts)
                {
                    return $"chunk {chunk}: {result}";
                }

                await Task.Delay(RetryDelay, clock, cancellation);
            }
        }
        finally
        {
            while (adopted.TryDequeue(out ChunkJob? left))
            {
                track.Release(left);
            }
        }

        void OnComplete(int index, PictureChunk made, ReadOnlyMemory<byte>? configuration)
        {
            counters.ChunkMade(track.Input.LengthOf(index));
            onComplete(index, made, configuration);
            if (index == job.Chunk)
            {
                // The job lasts as long as the encoder, but memory may lose the chunk before that.
                track.Detach(job);
            }

            ReleaseAdopted(track, index, adopted);
        }
    }

    private static void ReleaseAdopted(PictureTrack track, int chunk, Queue<ChunkJob> adopted)
    {
        lock (adopted)
        {
            if (adopted.TryPeek(out ChunkJob? next) && next.Chunk == chunk)
            {
                track.Release(adopted.Dequeue());
            }
        }
    }

    private bool TryGoOn(PictureTrack track, int next, Queue<ChunkJob> adopted)
    {
        lock (adopted)
        {
            // One that a failed run had adopted is still ours.
            if (adopted.Any(job => job.Chunk == next))
            {
                return true;
            }

            if (!scheduler.TryAdopt(track, next, out ChunkJob? job))
            {
                return false;
            }

            adopted.Enqueue(job);
            return true;
        }
    }

    private async Task<TranscoderResult> RunAsync(PictureRun run, bool isBackground, CancellationToken cancellation)
    {
        counters.TranscodeStarted();
        long begin = clock.GetTimestamp();
        TranscoderResult result = await _process.RunAsync(
            ffmpeg.Path!,
            PictureEncodeArguments.For(run.Plan, run.Shape, options.Encoder, options.EffectiveEncoderThreads),
            options.PictureLimits(isBackground),
            run,
            cancellation);
        counters.TranscodeEnded(clock.GetElapsedTime(begin));
        return result;
    }

    [LoggerMessage(321, LogLevel.Warning, "Encoding chunk {Chunk} of {Asset}: {Result}")]
    private partial void LogAttempt(int chunk, string asset, TranscoderResult result);
}
