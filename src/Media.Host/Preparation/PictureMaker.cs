using Microsoft.Extensions.Logging;
using Vod.Media.Playback;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Preparation;

/// <summary>Has chunks of pictures made by encoders, each of which goes on from chunk to chunk as long as they are wanted, and tries again when one fails.</summary>
internal sealed partial class PictureMaker(
    PreparationOptions options, FfmpegLocation ffmpeg, ChunkScheduler scheduler, PreparationCounters counters, TimeProvider clock, ILogger logger)
{
    /// <summary>Runs of an encoder that end in the same chunk, after which the track is given up; or only the chunk, if its samples are to blame.</summary>
    public const int MaxAttempts = 3;

    // From there on an exit code tells nothing of the samples: the shell could not run it (126, 127), or it is the number of the signal that ended it.
    private const int FirstForeignCode = 126;

    // Before the second and third attempt: long enough for a moment of exhaustion to pass, short against a viewer's patience.
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly TranscoderProcess _process = new(clock, scheduler);
    private readonly TranscoderProcess _background = new(clock);
    private readonly ILogger _logger = logger;

    /// <summary>
    /// Makes the chunk of a job and those that are wanted behind it. Null when all that was begun is complete, else the problem of the last attempt.
    /// </summary>
    /// <param name="job">The job to begin with.</param>
    /// <param name="onComplete">Told of each chunk that is complete, with its decoder configuration; null when it is not worth keeping.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MediaFailure?> TryMakeAsync(
        ChunkJob job, Action<int, PictureChunk, ReadOnlyMemory<byte>?> onComplete, CancellationToken cancellation)
    {
        PictureTrack track = (PictureTrack)job.Track;
        Work work = new(track, job, IsPaced: !job.IsBackground && !track.Input.IsPlayableAsIs, onComplete);
        int chunk = job.Chunk;
        int attempt = 1;
        try
        {
            while (true)
            {
                PictureRun run = Begin(work, chunk);
                TranscoderResult result = await RunAsync(run, job.IsBackground, cancellation);
                track.HasGivenPictures |= run.HasPictures;
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
                if (attempt > MaxAttempts && IsDamage(track, result))
                {
                    // The chunks behind it are asked for again, and get encoders of their own.
                    LogDamage(chunk, track.Key.Identity);
                    run.GiveUpChunk();
                    return null;
                }

                if (attempt > MaxAttempts || !result.IsWorthAnotherAttempt)
                {
                    return result.ToFailure() with { Detail = $"chunk {chunk}: {result}" };
                }

                await Task.Delay(RetryDelay, clock, cancellation);
            }
        }
        finally
        {
            ReleaseAll(track, work.Adopted);
        }
    }

    private static bool IsDamage(PictureTrack track, in TranscoderResult result) =>
        track.HasGivenPictures && result is { Outcome: TranscoderOutcome.Exited, ExitCode: < FirstForeignCode };

    private PictureRun Begin(Work work, int chunk)
    {
        PictureTrack track = work.Track;
        PictureEffort effort = work.IsPaced ? track.Pace.Effort : PictureEffort.Full;
        work.Effort = effort;
        work.MeasuredAt = clock.GetTimestamp();
        return new(
            track,
            chunk,
            effort,
            next => (!work.IsPaced || track.Pace.Effort == effort) && TryGoOn(track, next, work.Adopted),
            (index, made, configuration) => OnComplete(work, index, made, configuration));
    }

    private void OnComplete(Work work, int index, PictureChunk made, ReadOnlyMemory<byte>? configuration)
    {
        counters.ChunkMade(work.Track.Input.LengthOf(index));
        if (work.IsPaced)
        {
            NotePace(work.Track, index, work.Effort, clock.GetElapsedTime(work.MeasuredAt));
            work.MeasuredAt = clock.GetTimestamp();
        }

        work.OnComplete(index, made, configuration);
        if (index == work.First.Chunk)
        {
            // The job lasts as long as the encoder, but memory may lose the chunk before that.
            work.Track.Detach(work.First);
        }

        Release(work.Track, index, work.Adopted);
    }

    private static void Release(PictureTrack track, int chunk, Queue<ChunkJob> adopted)
    {
        lock (adopted)
        {
            if (adopted.TryPeek(out ChunkJob? next) && next.Chunk == chunk)
            {
                track.Release(adopted.Dequeue());
            }
        }
    }

    private static void ReleaseAll(PictureTrack track, Queue<ChunkJob> adopted)
    {
        while (adopted.TryDequeue(out ChunkJob? left))
        {
            track.Release(left);
        }
    }

    private void NotePace(PictureTrack track, int chunk, PictureEffort effort, TimeSpan took)
    {
        track.Pace.Note(effort, track.Input.LengthOf(chunk), took);
        if (track.Pace.Effort != effort)
        {
            LogPace(track.Key.Identity, track.Pace.Effort);
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
        TranscoderResult result = await (isBackground ? _background : _process).RunAsync(
            ffmpeg.Path!,
            PictureEncodeArguments.For(run.Plan, run.Shape, options.Encoder, run.Effort, options.EffectiveEncoderThreads),
            options.PictureLimits(isBackground),
            run,
            cancellation);
        counters.TranscodeEnded(clock.GetElapsedTime(begin));
        return result;
    }

    /// <summary>What is made from one job on, by one encoder after the other.</summary>
    /// <param name="Track">What the chunks belong to.</param>
    /// <param name="First">The job.</param>
    /// <param name="IsPaced">Whether viewers wait for it who could be shown nothing else.</param>
    /// <param name="OnComplete">Told of each chunk that is complete.</param>
    private sealed record Work(PictureTrack Track, ChunkJob First, bool IsPaced, Action<int, PictureChunk, ReadOnlyMemory<byte>?> OnComplete)
    {
        /// <summary>Jobs behind the first that its encoders went on with.</summary>
        public Queue<ChunkJob> Adopted { get; } = new();

        public PictureEffort Effort { get; set; }

        /// <summary>When the last chunk was complete, or the encoder started.</summary>
        public long MeasuredAt { get; set; }
    }

    [LoggerMessage(325, LogLevel.Warning, "The picture of {Asset} is encoded with {Effort} effort from now on: this machine was too slow for it, or no longer is")]
    private partial void LogPace(string asset, PictureEffort effort);

    [LoggerMessage(326, LogLevel.Warning, "No picture can be decoded in chunk {Chunk} of {Asset}: it stands still there")]
    private partial void LogDamage(int chunk, string asset);

    [LoggerMessage(321, LogLevel.Warning, "Encoding chunk {Chunk} of {Asset}: {Result}")]
    private partial void LogAttempt(int chunk, string asset, TranscoderResult result);
}
