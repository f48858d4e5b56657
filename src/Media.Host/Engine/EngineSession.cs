using Vod.Media.Engine;
using Vod.Media.Host.Workers;
using Vod.Media.Timing;

namespace Vod.Media.Host.Engine;

/// <summary>
/// A session as the engine's users know it, from admission to its last event. While its file is being opened it has no worker yet; a request to close it
/// in that time is remembered.
/// </summary>
internal sealed class EngineSession(SessionId id, Worker worker, MonotonicTime openedAt) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _opening = new();
    private SessionEndReason? _closeRequested;
    private bool _isOnWorker;
    private bool _isDisposed;

    /// <summary>Identity.</summary>
    public SessionId Id => id;

    /// <summary>The worker that carries it, chosen at admission.</summary>
    public Worker Worker => worker;

    /// <summary>When the command came.</summary>
    public MonotonicTime OpenedAt => openedAt;

    /// <summary>When ICE and DTLS were up; written and read by the worker.</summary>
    public MonotonicTime ConnectedAt { get; set; }

    /// <summary>What it plays, once known.</summary>
    public PlayedMedia? Media { get; set; }

    /// <summary>Cancelled when the session is closed before its worker has it.</summary>
    public CancellationToken Opening => _opening.Token;

    /// <summary>Why the session was closed before its worker had it; null when it was not.</summary>
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

    /// <summary>Closes the session wherever it is.</summary>
    public void RequestClose(SessionEndReason reason)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _closeRequested ??= reason;
            if (!_isOnWorker)
            {
                // What waits for it goes on elsewhere: not under this lock.
                _ = _opening.CancelAsync();
                return;
            }
        }

        worker.Post(new WorkerCommand.Close(id, reason));
    }

    /// <summary>Hands the session to its worker, unless it was closed meanwhile.</summary>
    public bool TryHandOver(PlaybackSession session, out SessionEndReason closed)
    {
        lock (_lock)
        {
            closed = _closeRequested.GetValueOrDefault();
            if (_closeRequested is not null)
            {
                return false;
            }

            _isOnWorker = true;
        }

        worker.Post(new WorkerCommand.Add(session));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _opening.Dispose();
        }
    }
}
