using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Pushing;

/// <summary>Sends streams on to other servers by RTMP: an ffmpeg each, started again with growing pauses for as long as the stream goes on.</summary>
internal sealed partial class StreamPusher(FfmpegLocation ffmpeg, TimeProvider clock, ILogger<StreamPusher> logger)
{
    /// <summary>Pause after the first failure; it doubles up to <see cref="MaxPause"/>.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    /// <summary>An ffmpeg that has lasted this long was not started in vain: the next pause is the first one again.</summary>
    public static readonly TimeSpan Success = TimeSpan.FromSeconds(60);

    // A day of one core, which AAC needs for a year; VP8 that is encoded anew uses it up sooner and is then started again.
    private static readonly TranscoderLimits Limits = new(TimeSpan.FromDays(1), 1L << 30, TimeSpan.FromSeconds(20), TranscoderLimits.Ahead);

    private readonly TranscoderProcess _process = new(clock);

    /// <summary>Sends a stream on until it ends.</summary>
    /// <param name="source">What is sent.</param>
    /// <param name="target">Where to.</param>
    /// <param name="onFlowing">Called when the other server has begun to take it, and again after each break.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Why it is over.</returns>
    public async Task<SessionEndReason> RunAsync(IPushSource source, string target, Action onFlowing, CancellationToken cancellation)
    {
        if (ffmpeg.Path is null)
        {
            LogNoEncoder(ffmpeg.Problem!);
            return SessionEndReason.TranscodingDisabled;
        }

        string host = new Uri(target).Host;
        TimeSpan pause = FirstPause;
        while (!source.IsOver)
        {
            long startedAt = clock.GetTimestamp();
            TranscoderResult result = await _process.RunAsync(ffmpeg.Path, source.ArgumentsFor(target), Limits, source.NewJob(clock, onFlowing), cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (source.IsOver)
            {
                break;
            }

            if (result is { Outcome: TranscoderOutcome.Exited, ExitCode: 0 })
            {
                // The picture or the sound has changed: the next one begins at once, unless it changes all the time, or ffmpeg ends for another reason.
                TimeSpan early = FirstPause - clock.GetElapsedTime(startedAt);
                await Task.Delay(early > TimeSpan.Zero ? early : TimeSpan.Zero, clock, cancellation);
                continue;
            }

            if (source.ObstacleIn(result) is { } obstacle)
            {
                return obstacle;
            }

            pause = clock.GetElapsedTime(startedAt) >= Success ? FirstPause : pause;
            LogBroken(host, result.Outcome, WithoutTarget(result.ToString(), target), pause.TotalSeconds);
            await Task.Delay(pause, clock, cancellation);
            pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        }

        return source.EndReason;
    }

    // ffmpeg repeats the URL in its errors, and the end of it may be a key.
    private static string WithoutTarget(string detail, string target) => detail.Replace(target, "(the target)", StringComparison.Ordinal);

    [LoggerMessage(2300, LogLevel.Warning, "A stream could not be sent on to {Host}, {Outcome}: {Detail}; tried again in {Seconds} s")]
    private partial void LogBroken(string host, TranscoderOutcome outcome, string detail, double seconds);

    [LoggerMessage(2301, LogLevel.Warning, "A stream is not sent on: {Problem}")]
    private partial void LogNoEncoder(string problem);
}
