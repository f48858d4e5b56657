using Microsoft.Extensions.Logging;
using Vod.Media.Host.Records;
using Vod.Media.Host.Storage.Objects;

namespace Vod.Media.Host.Storage.Uploads;

/// <summary>Uploads the recordings of a node, one after the other, and never gives one up.</summary>
/// <param name="queue">What is to be uploaded.</param>
/// <param name="upload">Uploads one.</param>
/// <param name="counters">Counts.</param>
/// <param name="clock">What waits are measured with.</param>
/// <param name="random">Chance in the waits.</param>
/// <param name="logger">For the operator.</param>
internal sealed partial class RecordUploader(
    UploadQueue queue, Func<string, CancellationToken, Task<UploadResult>> upload, UploadCounters counters, TimeProvider clock, Random random, ILogger logger)
{
    /// <summary>Wait after the first failure.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait: how long after a store is well again uploads go on at the latest.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly Backoff _backoff = new(random, FirstWait, LongestWait);

    /// <summary>Uploads until it is told to end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        int failures = 0;
        try
        {
            while (true)
            {
                string name = await queue.TakeAsync(cancellationToken);
                UploadResult result = await upload(name, cancellationToken);
                counters.Note(result);
                failures = result.Outcome == UploadOutcome.Failed ? failures + 1 : 0;
                if (failures == 0)
                {
                    queue.Remove(name);
                    LogEnd(name, result);
                    continue;
                }

                TimeSpan wait = _backoff.After(failures);
                queue.PutBack(name);
                LogFailed(logger, name, result.Detail, wait);
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server ends. What is left is in the folder.
        }
    }

    private void LogEnd(string name, UploadResult result)
    {
        if (result.Outcome == UploadOutcome.Done)
        {
            LogDone(logger, name, result.Size);
        }
        else if (result.Outcome == UploadOutcome.Refused)
        {
            LogRefused(logger, name, result.Detail);
        }
    }

    [LoggerMessage(EventId = 531, Level = LogLevel.Information, Message = "Uploaded the recording {Name}, {Size} bytes, and deleted the file")]
    private static partial void LogDone(ILogger logger, string name, long size);

    [LoggerMessage(EventId = 532, Level = LogLevel.Warning, Message = "The recording {Name} could not be uploaded: {Reason}; the next attempt is in {Wait}")]
    private static partial void LogFailed(ILogger logger, string name, string reason, TimeSpan wait);

    [LoggerMessage(EventId = 533, Level = LogLevel.Error, Message = "The recording {Name} is not uploaded: {Reason}; the file stays, and the next start tries again")]
    private static partial void LogRefused(ILogger logger, string name, string reason);
}
