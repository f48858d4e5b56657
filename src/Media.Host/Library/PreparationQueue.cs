using Microsoft.Extensions.Logging;
using Vod.Media.Host.Storage;

namespace Vod.Media.Host.Library;

/// <summary>
/// The files that are to be prepared, one after another: those an operator asked for first, then those found in the folder. How each ended is remembered by its version, so that
/// what fails is not tried again and again.
/// </summary>
internal sealed partial class PreparationQueue(IFilePreparation preparation, ILogger<PreparationQueue> logger) : IDisposable
{
    /// <summary>Files that wait; further ones are refused. Those found in the folder are found again when there is room.</summary>
    public const int MaxWaiting = 1000;

    /// <summary>Ends that are remembered: as many as files are listed, twice over for versions that were replaced.</summary>
    public const int MaxRemembered = 2 * LocalMediaFolder.MaxFiles;

    private readonly Lock _lock = new();
    private readonly LinkedList<StoredFile> _asked = new();
    private readonly LinkedList<StoredFile> _found = new();
    private readonly HashSet<StoredFile> _queued = [];
    private readonly RecentTable<StoredFile, PreparationEnd> _ends = new(MaxRemembered);
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly ILogger _logger = logger;
    private StoredFile? _current;

    /// <summary>Files that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _queued.Count;
            }
        }
    }

    /// <summary>Puts a file at the end of those an operator asked for. True also when it is there or at work already; false when there are too many.</summary>
    public bool TryAsk(StoredFile file)
    {
        lock (_lock)
        {
            if (_current != file && !_queued.Contains(file))
            {
                return TryAppend(_asked, file);
            }

            // What was found is asked for now: it moves forward, and the number of those that wait stays.
            if (_found.Remove(file))
            {
                _asked.AddLast(file);
            }

            return true;
        }
    }

    /// <summary>Puts a file that was found in the folder at the end. False when it has been there before, whatever came of it, or when there are too many.</summary>
    public bool TryAddFound(StoredFile file)
    {
        lock (_lock)
        {
            return _current != file && !_queued.Contains(file) && !_ends.TryGet(file, out _) && TryAppend(_found, file);
        }
    }

    /// <summary>Where a file stands.</summary>
    public QueueEntry Find(StoredFile file)
    {
        lock (_lock)
        {
            return _current == file ? new(QueuePlace.AtWork, default)
                : _queued.Contains(file) ? new(QueuePlace.Waiting, default)
                : _ends.TryGet(file, out PreparationEnd end) ? new(QueuePlace.Over, end)
                : new(QueuePlace.Never, default);
        }
    }

    /// <summary>Prepares file after file until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await _waiting.WaitAsync(cancellation);
            StoredFile file = Take();
            PreparationEnd end = await PrepareAsync(file, cancellation);
            lock (_lock)
            {
                _ends.Set(file, end);
                _current = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _waiting.Dispose();

    private bool TryAppend(LinkedList<StoredFile> list, StoredFile file)
    {
        if (_queued.Count >= MaxWaiting)
        {
            return false;
        }

        _queued.Add(file);
        list.AddLast(file);
        _waiting.Release();
        return true;
    }

    private StoredFile Take()
    {
        lock (_lock)
        {
            LinkedList<StoredFile> list = _asked.Count > 0 ? _asked : _found;
            StoredFile file = list.First!.Value;
            list.RemoveFirst();
            _queued.Remove(file);
            _current = file;
            return file;
        }
    }

    private async Task<PreparationEnd> PrepareAsync(StoredFile file, CancellationToken cancellation)
    {
        LogBegin(file.Path);
        PreparationEnd end;
        try
        {
            end = await preparation.PrepareAsync(file.Path, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // A defect, or a file whose opening was given up; the queue goes on with the next.
            LogBroken(file.Path, exception);
            end = PreparationEnd.Failed(exception.Message);
        }

        if (end.Kind == PreparationEndKind.Done)
        {
            LogDone(file.Path);
        }
        else
        {
            LogNotDone(file.Path, end.Kind, end.Problem);
        }

        return end;
    }

    [LoggerMessage(341, LogLevel.Information, "Preparing {File} in the background")]
    private partial void LogBegin(string file);

    [LoggerMessage(342, LogLevel.Information, "{File} is prepared")]
    private partial void LogDone(string file);

    [LoggerMessage(343, LogLevel.Warning, "{File} is not prepared as a whole: {Kind}, {Problem}")]
    private partial void LogNotDone(string file, PreparationEndKind kind, string problem);

    [LoggerMessage(344, LogLevel.Error, "Preparing {File} went wrong")]
    private partial void LogBroken(string file, Exception exception);
}
