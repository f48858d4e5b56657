using Microsoft.Extensions.Logging;
using Vod.Media.Engine;
using Vod.Media.Matroska;
using Vod.Media.Mp4.Writing;

namespace Vod.Media.Host.Records;

/// <summary>
/// Finishes what a crash or a broken disk left: files that are called unfinished and that no living process holds. All that is needed is in the files. What is finished and only lacks its
/// name gets that.
/// </summary>
internal sealed partial class RecordRecovery(RecordingContext context)
{
    /// <summary>Bytes below which a file in which nothing is found is deleted. A larger one stays: somebody may find more in it.</summary>
    public const long MaxNothing = 1 << 20;

    /// <summary>Looks through the folder once.</summary>
    /// <param name="cancellation">Leaves the rest for the next start.</param>
    /// <returns>What has been finished.</returns>
    public async Task<IReadOnlyList<RecordingResult>> RunAsync(CancellationToken cancellation)
    {
        List<RecordingResult> results = [];
        foreach (string file in ListUnfinished())
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            try
            {
                if (Recover(file, out string stream) is { } result)
                {
                    results.Add(result);
                    RecordAftermath aftermath = new(context, stream);
                    aftermath.Add(result.Name);
                    await aftermath.Completion;
                }
            }
            catch (Exception exception)
            {
                // A defect that this file brings out. It must not end the server, which would meet it again at each start, nor cost the other files their recovery.
                LogDefect(context.Logger, exception, file);
            }
        }

        return results;
    }

    private IReadOnlyList<string> ListUnfinished()
    {
        try
        {
            context.Folder.Probe();
            return context.Folder.FilesBeginningWith(RecordName.UnfinishedPrefix);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Films are played all the same.
            LogUnusable(context.Logger, context.Options.Directory, exception.Message);
            return [];
        }
    }

    private RecordingResult? Recover(string file, out string stream)
    {
        stream = "";
        string extension = Path.GetExtension(file);
        string begun = file[RecordName.UnfinishedPrefix.Length..^extension.Length];
        if (extension is not (".mp4" or ".webm") || context.Names.IsTaken(begun, extension) || context.Folder.TryOpen(file) is not { } opened)
        {
            return null;
        }

        TimeSpan? duration;
        long size;
        DateTimeOffset end;
        using (opened)
        {
            try
            {
                end = context.Folder.WrittenAt(file);
                stream = extension == ".webm" ? WebmStreamName.Find(opened.Read) : StreamNameBox.Find(opened.Read, opened.Length);
                duration = extension == ".webm" ? WebmRecorder.Salvage(opened) : Mp4Finisher.Salvage(opened, context.Folder.CreatedAt(file));
                size = opened.Length;
            }
            catch (InvalidDataException exception)
            {
                // Nothing that is tried again in this process would change that.
                LogUnreadable(context.Logger, file, exception.Message);
                return null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                context.NoteUnfinished();
                LogUnfinished(context.Logger, file, exception.Message);
                return null;
            }
        }

        if (duration is null && size > MaxNothing)
        {
            LogUnreadable(context.Logger, file, "nothing in it can be read");
            return null;
        }

        if (duration is null)
        {
            RecordFiles.TryDelete(context, file);
            LogEmpty(context.Logger, file);
            return null;
        }

        string name = RecordFiles.GiveName(context, file, begun, extension, end, duration.Value);
        if (name.Length == 0)
        {
            return null;
        }

        LogRecovered(context.Logger, name, duration.Value);
        context.Counters.NoteFile(size);
        return new RecordingResult(RecordingOutcome.Failed, name, size, duration.Value, "the server had ended before the recording");
    }

    [LoggerMessage(EventId = 511, Level = LogLevel.Information, Message = "Finished the recording {Name} that had been left unfinished: {Duration}")]
    private static partial void LogRecovered(ILogger logger, string name, TimeSpan duration);

    [LoggerMessage(EventId = 512, Level = LogLevel.Information, Message = "Deleted {File}: a crash had left it without anything recorded")]
    private static partial void LogEmpty(ILogger logger, string file);

    [LoggerMessage(
        EventId = 535,
        Level = LogLevel.Error,
        Message = "Nothing can be recorded: the folder of recordings, {Folder}, cannot be used ({Problem}); set Recording:Directory to another, or Recording:Enabled to false")]
    private static partial void LogUnusable(ILogger logger, string folder, string problem);

    [LoggerMessage(EventId = 514, Level = LogLevel.Error, Message = "{File}, left by a crash, has met a defect and stays as it is")]
    private static partial void LogDefect(ILogger logger, Exception exception, string file);

    [LoggerMessage(EventId = 513, Level = LogLevel.Warning, Message = "{File}, left unfinished, could not be finished: {Reason}; the end of the next recording and the next start try again")]
    private static partial void LogUnfinished(ILogger logger, string file, string reason);

    [LoggerMessage(EventId = 520, Level = LogLevel.Warning, Message = "{File}, left unfinished, stays as it is: {Reason}; the next start looks again")]
    private static partial void LogUnreadable(ILogger logger, string file, string reason);
}
