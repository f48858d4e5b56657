using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Vod.Media.Engine;

namespace Vod.Media.Host.Records;

/// <summary>All recordings of a node.</summary>
internal sealed partial class Recordings : IAsyncDisposable
{
    /// <summary>How much longer than one script may take the end waits for scripts: one that begins with it and takes too long is ended before.</summary>
    public static readonly TimeSpan ScriptGrace = TimeSpan.FromSeconds(5);

    private readonly RecordingContext _context;
    private readonly ConcurrentDictionary<Recording, Task> _running = [];
    private int _begun;

    /// <param name="context">What all recordings share.</param>
    public Recordings(RecordingContext context)
    {
        _context = context;
    }

    /// <summary>Begins a recording.</summary>
    /// <param name="order">What it is called.</param>
    /// <param name="media">What is published.</param>
    /// <param name="recording">The recording; null unless it was started.</param>
    /// <returns><see cref="RecordingStart.Started"/>, <see cref="RecordingStart.DiskFull"/> or <see cref="RecordingStart.Failed"/>.</returns>
    public RecordingStart TryStart(RecordingOrder order, RecordedMedia media, out Recording? recording)
    {
        recording = null;
        RecordingOptions options = _context.Options;
        if (!options.IsEnabled || (!media.HasPicture && !media.HasSound))
        {
            return RecordingStart.Failed;
        }

        try
        {
            if (_context.Folder.FreeBytes < options.MinFreeBytes)
            {
                LogDiskFull(_context.Logger, order.Stream, options.MinFreeBytes);
                return RecordingStart.DiskFull;
            }

            return TryTakePlace(order.Stream) ? StartInPlace(order, media, out recording) : RecordingStart.Failed;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotStarted(_context.Logger, order.Stream, exception.Message);
            return RecordingStart.Failed;
        }
        catch (Exception exception)
        {
            // A defect; the publication, whose end waits for the answer, must not suffer from it.
            LogDefect(_context.Logger, exception, order.Stream);
            return RecordingStart.Failed;
        }
    }

    /// <summary>Waits until what runs is finished, and for what follows a recording as long as one script may take: those of its parts come one after the other, and may be far behind.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] following = [.. _running.Values];
        await Task.WhenAll(_running.Keys.Select(static recording => recording.FinishAsync()));
        try
        {
            await Task.WhenAll(following).WaitAsync(_context.Options.HookTimeout + ScriptGrace, _context.Clock);
        }
        catch (TimeoutException)
        {
            LogScriptsLeft(_context.Logger);
        }
    }

    private bool TryTakePlace(string stream)
    {
        if (Interlocked.Increment(ref _begun) <= _context.Options.MaxRecordings)
        {
            return true;
        }

        Interlocked.Decrement(ref _begun);
        LogNotStarted(_context.Logger, stream, $"{_context.Options.MaxRecordings} recordings run already");
        return false;
    }

    private RecordingStart StartInPlace(RecordingOrder order, RecordedMedia media, out Recording? recording)
    {
        recording = null;
        try
        {
            return Start(order, media, out recording);
        }
        finally
        {
            if (recording is null)
            {
                Interlocked.Decrement(ref _begun);
            }
        }
    }

    /// <summary>Waits until what runs now has ended by itself, and what follows a recording is done.</summary>
    internal Task WhenIdleAsync() => Task.WhenAll(_running.Values);

    private RecordingStart Start(RecordingOrder order, RecordedMedia media, out Recording? recording)
    {
        RecordAftermath aftermath = new(_context, order.Stream);
        recording = new Recording(_context, media, new RecordingParts(_context, order, media, aftermath.Add));
        LogStarted(_context.Logger, order.Stream, recording.Name);
        TaskCompletionSource isListed = new();
        _running[recording] = FollowAsync(recording, aftermath, isListed.Task);
        isListed.SetResult();
        return RecordingStart.Started;
    }

    private async Task FollowAsync(Recording recording, RecordAftermath aftermath, Task isListed)
    {
        await isListed.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            RecordingResult result = await recording.Completion;
            await aftermath.Completion;

            // The disk works, perhaps again.
            if (result.Outcome == RecordingOutcome.Complete && _context.TakeUnfinished())
            {
                await new RecordRecovery(_context).RunAsync(CancellationToken.None);
            }
        }
        finally
        {
            _running.TryRemove(recording, out _);
            Interlocked.Decrement(ref _begun);
        }
    }

    [LoggerMessage(EventId = 522, Level = LogLevel.Warning, Message = "The server ends before the script was run for all recordings that are finished: it is behind by more than one may take")]
    private static partial void LogScriptsLeft(ILogger logger);

    [LoggerMessage(EventId = 508, Level = LogLevel.Information, Message = "Recording {Stream} as {Recording}")]
    private static partial void LogStarted(ILogger logger, string stream, string recording);

    [LoggerMessage(EventId = 509, Level = LogLevel.Error, Message = "{Stream} is not recorded: {Reason}")]
    private static partial void LogNotStarted(ILogger logger, string stream, string reason);

    [LoggerMessage(EventId = 515, Level = LogLevel.Error, Message = "{Stream} is not recorded because of a defect")]
    private static partial void LogDefect(ILogger logger, Exception exception, string stream);

    [LoggerMessage(EventId = 510, Level = LogLevel.Error, Message = "{Stream} is not recorded: less than {Floor} bytes are free on the disk of the recordings")]
    private static partial void LogDiskFull(ILogger logger, string stream, long floor);
}
