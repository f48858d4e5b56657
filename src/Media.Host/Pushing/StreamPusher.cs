using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Host.Preparation;
using Vod.Media.Preparation;

namespace Vod.Media.Host.Pushing;

/// <summary>Sends streams on to other servers by RTMP: an ffmpeg each, started again with growing pauses for as long as the stream goes on.</summary>
internal sealed partial class StreamPusher(FfmpegLocation ffmpeg, PushCounters counters, TimeProvider clock, ILogger<StreamPusher> logger)
{
    /// <summary>Pause after the first failure; it doubles up to <see cref="MaxPause"/>.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    /// <summary>An ffmpeg that has lasted this long was not started in vain: the next pause is the first one again.</summary>
    public static readonly TimeSpan Success = TimeSpan.FromSeconds(60);

    // Shorter keys protect nothing, and to leave out what is no key but a word would make what is said illegible.
    private const int LeastKeyLength = 8;

    private const string Replacement = "(the target)";

    // A day of one core, which AAC needs for a year; VP8 that is encoded anew uses it up sooner and is then started again.
    private static readonly TranscoderLimits Limits = new(TimeSpan.FromDays(1), 1L << 30, TimeSpan.FromSeconds(20), TranscoderLimits.Ahead);

    private readonly TranscoderProcess _process = new(clock);

    /// <summary>Sends a stream on until it ends.</summary>
    /// <param name="source">What is sent.</param>
    /// <param name="target">Where to.</param>
    /// <param name="mute">Whether its sound is silence.</param>
    /// <param name="changed">Told how it stands: see <see cref="PushProgress"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Why it is over.</returns>
    public async Task<SessionEndReason> RunAsync(IPushSource source, string target, PushMute mute, Action<PushState, int, string> changed, CancellationToken cancellation)
    {
        if (ffmpeg.Path is null)
        {
            LogNoEncoder(ffmpeg.Problem!);
            return SessionEndReason.TranscodingDisabled;
        }

        using PushProgress progress = new(counters, changed);
        string host = new Uri(target).Host;
        TimeSpan pause = FirstPause;
        while (!source.IsOver)
        {
            long startedAt = clock.GetTimestamp();
            PushRun run = source.NewRun(target, mute, clock, progress.OnConnecting());
            TranscoderResult result = await _process.RunAsync(ffmpeg.Path, run.Arguments, Limits, run.Job, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (source.IsOver)
            {
                break;
            }

            if (result is { Outcome: TranscoderOutcome.Exited, ExitCode: 0 })
            {
                // The picture or the sound has changed, or is muted: the next one begins at once, unless it changes all the time, or ffmpeg ends for another reason.
                TimeSpan early = FirstPause - clock.GetElapsedTime(startedAt);
                await Task.Delay(early > TimeSpan.Zero ? early : TimeSpan.Zero, clock, cancellation);
                continue;
            }

            if (source.ObstacleIn(result) is { } obstacle)
            {
                return obstacle;
            }

            pause = clock.GetElapsedTime(startedAt) >= Success ? FirstPause : pause;
            string problem = WithoutTarget(result.ToString(), target);
            progress.OnBroken(problem);
            LogBroken(host, result.Outcome, problem, pause.TotalSeconds);
            await Task.Delay(pause, clock, cancellation);
            pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        }

        return source.EndReason;
    }

    /// <summary>
    /// What an ffmpeg says without the URL, which it repeats in its errors, the start of that where what is kept of them ends, and the parts of it that may be keys, which other servers repeat:
    /// those of the path, the query and the user, but not the host.
    /// </summary>
    internal static string WithoutTarget(string detail, string target)
    {
        Uri uri = new(target);
        string end = target[(target.LastIndexOf('/') + 1)..];
        IEnumerable<string> parts = $"{uri.UserInfo}/{uri.PathAndQuery}".Split('/', ':', '?', '&', '=').Append(end).SelectMany<string, string>(part => [part, Uri.UnescapeDataString(part)]);
        return parts.Where(static part => part.Length >= LeastKeyLength).OrderByDescending(static part => part.Length).Prepend(target)
            .Aggregate(WithoutStart(detail, target), static (text, secret) => text.Replace(secret, Replacement, StringComparison.Ordinal));
    }

    private static string WithoutStart(string detail, string target)
    {
        int shortest = target.IndexOf("//", StringComparison.Ordinal) + 2;
        for (int length = Math.Min(target.Length, detail.Length); length > shortest; length--)
        {
            if (detail.EndsWith(target[..length], StringComparison.Ordinal))
            {
                return detail[..^length] + Replacement;
            }
        }

        return detail;
    }

    [LoggerMessage(2300, LogLevel.Warning, "A stream could not be sent on to {Host}, {Outcome}: {Detail}; tried again in {Seconds} s")]
    private partial void LogBroken(string host, TranscoderOutcome outcome, string detail, double seconds);

    [LoggerMessage(2301, LogLevel.Warning, "A stream is not sent on: {Problem}")]
    private partial void LogNoEncoder(string problem);
}
