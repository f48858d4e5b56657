using Microsoft.Extensions.Logging;
using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>One file of a recording, from its first picture or sound to its name. Used by one thread at a time.</summary>
/// <param name="context">What all recordings share.</param>
/// <param name="number">Which of the files it is, counted from 1.</param>
/// <param name="begun">Its name so far, without ending; taken from <see cref="RecordNames"/>.</param>
/// <param name="extension">The ending.</param>
/// <param name="recorder">Writes it.</param>
internal sealed partial class RecordingPart(RecordingContext context, int number, string begun, string extension, IRecorder recorder)
{
    /// <summary>Which of the files it is, counted from 1.</summary>
    public int Number => number;

    /// <summary>Writes it.</summary>
    public IRecorder Recorder => recorder;

    /// <summary>Its name so far, without ending.</summary>
    public string Begun => begun;

    /// <summary>Its name in the folder. Final from the start on, unless the template has elements that only the end knows.</summary>
    public string Name => RecordName.End(begun, context.Clock.GetUtcNow(), TimeSpan.Zero) + extension;

    /// <summary>When its first picture or sound is, in the publisher's time; null before there is any.</summary>
    public TimeSpan? Start { get; private set; }

    /// <summary>Sound from here on is for the next file, in the publisher's time at 48 kHz.</summary>
    public long SoundEnd { get; private set; } = long.MaxValue;

    /// <summary>When it was told its end, by the clock's timestamps.</summary>
    public long EndedAt { get; private set; }

    /// <summary>Has a picture or a sound.</summary>
    public void NoteStart(TimeSpan time) => Start = Start is { } start && start < time ? start : time;

    /// <summary>The next file begins, while sound of this one may still be on its way.</summary>
    /// <param name="time">In the publisher's time.</param>
    public void NoteEnd(TimeSpan time)
    {
        recorder.EndPictures(time);
        SoundEnd = SoundClock.At(time);
        EndedAt = context.Clock.GetTimestamp();
    }

    /// <summary>Finishes the file with what there is of it, and gives it its name. Never fails.</summary>
    /// <param name="end">Why nothing more comes.</param>
    public RecordingResult Finish(RecordingEnd end)
    {
        try
        {
            return FinishFile(end);
        }
        catch (Exception exception)
        {
            LogDefect(context.Logger, exception, begun);
            return Unfinished(new(RecordingOutcome.Failed, exception.Message));
        }
    }

    private RecordingResult FinishFile(RecordingEnd end)
    {
        bool hasFile;
        try
        {
            hasFile = recorder.Finish();
            end = hasFile || end.Outcome != RecordingOutcome.Complete ? end : end with { Outcome = RecordingOutcome.Empty };
        }
        catch (IOException exception)
        {
            end = end.Outcome == RecordingOutcome.Complete ? new(DiskFault.OutcomeOf(exception), exception.Message) : end;
            hasFile = recorder.Size > 0;
            if (hasFile)
            {
                // It stays what it was while it ran, and is called so: whoever has its name may rely on a finished file.
                LogUnfinished(context.Logger, begun, exception.Message);
                return Unfinished(end);
            }
        }

        recorder.Dispose();
        string unfinished = RecordName.UnfinishedPrefix + begun + extension;
        string name = "";
        if (hasFile)
        {
            name = RecordFiles.GiveName(context, unfinished, begun, extension, context.Clock.GetUtcNow(), recorder.Duration);
        }
        else
        {
            RecordFiles.TryDelete(context, unfinished);
        }

        return Over(end, name);
    }

    private RecordingResult Unfinished(RecordingEnd end)
    {
        RecordingResult result = Over(end, "");
        context.NoteUnfinished();
        return result;
    }

    private RecordingResult Over(RecordingEnd end, string name)
    {
        recorder.Dispose();
        context.Names.Release(begun, extension);
        if (name.Length == 0)
        {
            return new RecordingResult(end.Outcome, "", 0, TimeSpan.Zero, end.Detail);
        }

        context.Counters.NoteFile(recorder.Size);
        return new RecordingResult(end.Outcome, name, recorder.Size, recorder.Duration, end.Detail);
    }

    [LoggerMessage(
        EventId = 519,
        Level = LogLevel.Error,
        Message = "The recording {Recording} could not be finished, and has no name as long as it is not: {Reason}; the end of the next recording and the next start try again")]
    private static partial void LogUnfinished(ILogger logger, string recording, string reason);

    [LoggerMessage(EventId = 516, Level = LogLevel.Error, Message = "The end of {Recording} has met a defect")]
    private static partial void LogDefect(ILogger logger, Exception exception, string recording);
}
