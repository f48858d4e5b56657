using Vod.Media.Engine;

namespace Vod.Media.Host.Pushing;

/// <summary>
/// Follows something that is sent on from connection to connection. Told by whoever runs its ffmpegs, and of the flow by whatever feeds them, which may speak of one that is over already.
/// </summary>
internal sealed class PushProgress : IDisposable
{
    /// <summary>Characters kept of what was wrong: two or three lines of an ffmpeg.</summary>
    public const int MaxProblemLength = 300;

    private readonly Lock _lock = new();
    private readonly PushCounters _counters;
    private readonly Action<PushState, int, string> _changed;
    private PushState _state = PushState.Connecting;
    private string _problem = "";
    private int _failures;
    private int _connection;

    /// <param name="counters">Counts it with all others.</param>
    /// <param name="changed">Told what has changed: how it stands, the failures in a row, and what was wrong last.</param>
    public PushProgress(PushCounters counters, Action<PushState, int, string> changed)
    {
        _counters = counters;
        _changed = changed;
        counters.Enter(_state);
    }

    /// <summary>A connection is about to be made.</summary>
    /// <returns>To be called when the other server takes what is sent.</returns>
    public Action OnConnecting()
    {
        lock (_lock)
        {
            int connection = ++_connection;
            MoveTo(PushState.Connecting);
            return () => OnFlowing(connection);
        }
    }

    /// <summary>The connection broke, or could not be made.</summary>
    /// <param name="problem">Why, in one line.</param>
    public void OnBroken(string problem)
    {
        _counters.NoteBroken();
        lock (_lock)
        {
            _connection++;
            _failures++;
            _problem = problem.Length > MaxProblemLength ? problem[..MaxProblemLength] : problem;
            MoveTo(PushState.Waiting);
        }
    }

    /// <summary>It is sent on no longer.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _connection++;
            _counters.Leave(_state);
        }
    }

    private void OnFlowing(int connection)
    {
        lock (_lock)
        {
            if (connection == _connection)
            {
                (_failures, _problem) = (0, "");
                MoveTo(PushState.Sending);
            }
        }
    }

    // Inside the lock, so that what is told is told in its order.
    private void MoveTo(PushState state)
    {
        if (state != _state)
        {
            _counters.Leave(_state);
            _counters.Enter(state);
            _state = state;
            _changed(state, _failures, _problem);
        }
    }
}
