using Vod.Media.Engine;
using Vod.Media.Host.Publishing;
using Vod.Media.Host.Pushing;
using Vod.Media.Host.Records;
using Vod.Media.Host.Telemetry;
using Vod.Media.Host.Workers;
using Vod.Media.Ice;

namespace Vod.Media.Host.Engine;

/// <summary>
/// A session as the engine's users know it, from admission to its last event. While its file is being opened, or its offer read, it has no worker yet; a request to close it
/// in that time is remembered.
/// </summary>
internal sealed class EngineSession(SessionId id, Worker worker, SessionJoin join) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private SessionEndReason? _closeRequested;
    private bool _isOnWorker;
    private bool _isOver;

    /// <summary>Identity.</summary>
    public SessionId Id => id;

    /// <summary>The worker that carries it, chosen at admission.</summary>
    public Worker Worker => worker;

    /// <summary>Measures its way to the first packet.</summary>
    public SessionJoin Join => join;

    /// <summary>Cancelled when the session is closed; stops the opening of its file.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>The opening of its file, complete once the session is on its worker or has ended.</summary>
    public Task Opening { get; set; } = Task.CompletedTask;

    /// <summary>Why it was closed before it was on its worker, if it was.</summary>
    public SessionEndReason? CloseRequested
    {
        get
        {
            lock (_lock)
            {
                return _closeRequested;
            }
        }
    }

    /// <summary>What it plays or publishes, once known.</summary>
    public PlayedMedia? Media { get; set; }

    /// <summary>What passes through it: of a publisher his own publication, of a viewer the one he watches; null for a viewer of a file.</summary>
    public Publication? Publication { get; set; }

    /// <summary>Records what it publishes; null of a viewer.</summary>
    public PublicationRecorder? Recorder { get; set; }

    /// <summary>The end of its recording, which its last event waits for.</summary>
    public Task Ending { get; set; } = Task.CompletedTask;

    /// <summary>Whether it is the one that publishes.</summary>
    public bool IsPublisher { get; init; }

    /// <summary>Whether it sends something on to another server.</summary>
    public bool IsPush { get; init; }

    /// <summary>Whether that goes without sound.</summary>
    public PushMute PushMute { get; } = new();

    /// <summary>Closes the session wherever it is.</summary>
    public void RequestClose(SessionEndReason reason)
    {
        lock (_lock)
        {
            _closeRequested ??= reason;
            if (_isOnWorker)
            {
                worker.Post(new WorkerCommand.Close(id, reason));
            }
            else if (!_isOver)
            {
                // What waits for this goes on on the thread pool, not here.
                _ = _closing.CancelAsync();
            }
        }
    }

    /// <summary>Gives the session new ICE credentials. False when it is not on its worker, or the worker's session did not take them.</summary>
    public Task<bool> RestartIceAsync(IceCredentials credentials) => AskWorkerAsync(taken => new WorkerCommand.RestartIce(id, credentials, taken));

    /// <summary>Has what it publishes recorded, or no longer. False when it is not on its worker.</summary>
    public Task<bool> RecordAsync(Recording? recording) => AskWorkerAsync(taken => new WorkerCommand.Record(id, recording, taken));

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isOver = true;
            _closing.Dispose();
        }
    }

    /// <summary>Hands the session to its worker, unless it was closed meanwhile.</summary>
    public bool TryHandOver(WorkerSession session, out SessionEndReason closed)
    {
        lock (_lock)
        {
            closed = _closeRequested.GetValueOrDefault();
            if (_closeRequested is not null)
            {
                return false;
            }

            // Inside the lock: a close that comes right after it must stand behind it in the worker's queue.
            worker.Post(new WorkerCommand.Add(session));
            _isOnWorker = true;
            return true;
        }
    }

    private Task<bool> AskWorkerAsync(Func<TaskCompletionSource<bool>, WorkerCommand> question)
    {
        // What waits for this goes on on the thread pool, not on the worker.
        TaskCompletionSource<bool> taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            // Inside the lock: what is posted before the end stands in the worker's queue before it, so somebody always answers.
            if (!_isOnWorker || _isOver)
            {
                return Task.FromResult(false);
            }

            worker.Post(question(taken));
        }

        return taken.Task;
    }
}
